export type Theme = 'light' | 'dark';

type Shades = readonly [superLight: string, light: string, plain: string, semiDark: string, dark: string];

const SHADES = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'];

/** What Grafana's colour names stand for (packages/grafana-data/src/themes): six hues of five shades, per theme. */
const HUES: Readonly<Record<Theme, Readonly<Record<string, Shades>>>> = {
  dark: {
    red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A'],
    orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400'],
    yellow: ['#FFF899', '#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400'],
    green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D'],
    blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4'],
    purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8'],
  },
  light: {
    red: ['#FF7383', '#F2495C', '#E02F44', '#C4162A', '#AD0317'],
    orange: ['#FFB357', '#FF9830', '#FF780A', '#FA6400', '#E55400'],
    yellow: ['#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400', '#CC9D00'],
    green: ['#96D98D', '#73BF69', '#56A64B', '#37872D', '#19730E'],
    blue: ['#8AB8FF', '#5794F2', '#3274D9', '#1F60C4', '#1250B0'],
    purple: ['#CA95E5', '#B877D9', '#A352CC', '#8F3BB8', '#7C2EA3'],
  },
};

const NAMED: Readonly<Record<Theme, ReadonlyMap<string, string>>> = {
  dark: namesOf(HUES.dark, '#CCCCDC'),
  light: namesOf(HUES.light, '#24292E'),
};

/** The first colours of Grafana's classic palette, in the order series take them. */
const CLASSIC = [
  ...['green', 'semi-dark-yellow', 'blue', 'orange', 'red', 'purple'],
  ...['dark-', 'super-light-'].flatMap((shade) =>
    ['green', 'yellow', 'blue', 'orange', 'red', 'purple'].map((hue) => `${shade}${hue}`),
  ),
];

function namesOf(hues: Readonly<Record<string, Shades>>, text: string): ReadonlyMap<string, string> {
  const shades = Object.entries(hues).flatMap(([hue, colors]) =>
    colors.map((color, index): [string, string] => [`${SHADES[index]}${hue}`, color]),
  );
  return new Map([...shades, ['text', text], ['transparent', 'rgba(0, 0, 0, 0)']]);
}

/** A colour CSS knows; what is neither a name of Grafana's nor plainly a colour is grey. */
export function colorNamed(name: string, theme: Theme): string {
  const known = NAMED[theme].get(name);
  if (known !== undefined) return known;
  return /^(#[0-9a-f]{3,8}|rgba?\([\d\s.,%]+\)|[a-z]{3,20})$/i.test(name) ? name : '#808080';
}

/** Colour of the n-th series. */
export function paletteColor(index: number, theme: Theme): string {
  return colorNamed(CLASSIC[Math.max(0, index) % CLASSIC.length] ?? 'green', theme);
}

/** Names in the middle of `continuous-GrYlRd`. */
const STOPS: Readonly<Record<string, string>> = { Gr: 'green', Yl: 'yellow', Rd: 'red', Bl: 'blue', Pu: 'purple' };

/** A colour on a continuous scheme of Grafana. @param share 0 to 1 */
export function schemeColor(scheme: string, share: number, theme: Theme): string {
  const short = scheme.replace('continuous-', '');
  const stops = (short.match(/[A-Z][a-z]/g) ?? []).flatMap((name) => STOPS[name] ?? []);
  const hue = short.replace(/s$/, '').toLowerCase();
  const named = stops.length > 1 ? stops : [`super-light-${hue}`, `dark-${hue}`];
  const at = Math.min(1, Math.max(0, share)) * (named.length - 1);
  const low = Math.min(named.length - 2, Math.floor(at));
  return mixed(colorNamed(named[low] ?? '', theme), colorNamed(named[low + 1] ?? '', theme), at - low);
}

/** Two `#rrggbb` mixed. */
export function mixed(from: string, to: string, share: number): string {
  const channel = (color: string, index: number) => Number.parseInt(color.slice(1 + index * 2, 3 + index * 2), 16);
  const mix = [0, 1, 2].map((index) =>
    Math.round(channel(from, index) + (channel(to, index) - channel(from, index)) * share),
  );
  return `rgb(${mix.join(', ')})`;
}

/** The same colour, less opaque. @param alpha 0 to 1 */
export function faded(color: string, alpha: number): string {
  if (/^#[0-9a-f]{6}$/i.test(color)) {
    return `${color}${Math.round(alpha * 255)
      .toString(16)
      .padStart(2, '0')}`;
  }
  const channels = /^rgb\(([^)]*)\)$/.exec(color)?.[1];
  return channels === undefined ? color : `rgba(${channels}, ${alpha})`;
}
