import { dirname, join } from 'node:path/posix';
import type { Section } from './outline.ts';
import { anchors, outline } from './outline.ts';

/** Text of a page of the project, by its path; undefined where there is none. */
export type Pages = (path: string) => string | undefined;

const COUNTED = { paragraphs: 'paragraph', items: 'list item', rows: 'table row', blocks: 'code block' } as const;
const NAMED = { code: 'inline code', targets: 'link' } as const;

/** Name of the Korean page beside an English one. */
export const korean = (path: string): string => path.replace(/\.md$/, '.ko.md');

const english = (path: string): string => path.replace(/\.ko\.md$/, '.md');

/** Where the Korean page is out of step with the English one, a sentence each. None: it says the same in structure. */
export function outOfStep(path: string, pages: Pages): readonly string[] {
  const [original, translation] = [outline(pages(path) ?? ''), outline(pages(korean(path)) ?? '')];
  const levels = (sections: readonly Section[]) => sections.map(({ level }) => level).join();
  if (levels(original) !== levels(translation)) return otherHeadings(path, original, translation);
  return original.flatMap((section, index) => {
    const other = translation[index];
    if (!other) return [];
    const at = `${korean(path)}:${other.line} "${other.heading}" (${path}:${section.line} "${section.heading}")`;
    return [
      ...countsOf(section, other),
      ...blocksOf(section, other),
      ...namesOf(section, other),
      ...untranslated(other),
    ].map((what) => `${at}: ${what}`);
  });
}

/** Headings cannot be paired by their words: those whose code and links stand in no section of the other page are named. */
function otherHeadings(path: string, original: readonly Section[], translation: readonly Section[]): readonly string[] {
  const missing = (from: readonly Section[], to: readonly Section[], [has, lacks]: readonly [string, string]) => {
    const known = new Set(to.map(fingerprint));
    return from
      .filter((section) => !known.has(fingerprint(section)))
      .map(({ heading, line }) => `${has}:${line} "${heading}": no section of ${lacks} has its level, code and links`);
  };
  return [
    `${path} has ${original.length} sections and ${korean(path)} ${translation.length}, or their levels differ`,
    ...missing(original, translation, [path, korean(path)]),
    ...missing(translation, original, [korean(path), path]),
  ];
}

const fingerprint = (section: Section): string =>
  JSON.stringify([section.level, section.blocks, [...section.code].sort(), pagesOf(section).sort()]);

function countsOf(section: Section, other: Section): readonly string[] {
  return (Object.keys(COUNTED) as (keyof typeof COUNTED)[])
    .filter((kind) => section[kind].length !== other[kind].length)
    .map((kind) => `${other[kind].length} ${COUNTED[kind]}s, in English ${section[kind].length}`);
}

function blocksOf(section: Section, other: Section): readonly string[] {
  if (section.blocks.length !== other.blocks.length) return [];
  return section.blocks.flatMap((block, index) => {
    const [lines, others] = [block.split('\n'), (other.blocks[index] ?? '').split('\n')];
    const at = [...lines, ''].findIndex((line, number) => line !== (others[number] ?? ''));
    if (block === other.blocks[index]) return [];
    return [`code block ${index + 1} differs in "${others[at] ?? ''}", in English "${lines[at] ?? ''}"`];
  });
}

function namesOf(section: Section, other: Section): readonly string[] {
  const [pages, otherPages] = [pagesOf(section), pagesOf(other)];
  const kinds = [
    ['code', section.code, other.code],
    ['targets', pages, otherPages],
  ] as const;
  return kinds.flatMap(([kind, names, others]) => [
    ...without(names, others).map((name) => `${NAMED[kind]} ${name} is missing`),
    ...without(others, names).map((name) => `${NAMED[kind]} ${name} is not in English`),
  ]);
}

/** Link targets as both languages share them. Anchors are those of translated headings. */
const pagesOf = ({ targets }: Section): string[] => targets.map((target) => english(target.replace(/#.*$/, '')));

/** What is left of `names` when each of `others` has taken one away. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Text that has at least three words and none in Korean was forgotten. */
function untranslated({ paragraphs, items, rows }: Section): readonly string[] {
  return [...paragraphs, ...items, ...rows]
    .filter((text) => !/\p{Script=Hangul}/u.test(text))
    .filter((text) => (text.replace(/`[^`]+`|\]\([^)]*\)/g, ' ').match(/[A-Za-z]{3,}/g) ?? []).length >= 3)
    .map((text) => `"${text.slice(0, 60)}" is not translated`);
}

/** Relative links of a page that lead nowhere, or out of a Korean page to English though there is a Korean one. */
export function badLinks(path: string, pages: Pages): readonly string[] {
  return outline(pages(path) ?? '').flatMap(({ heading, targets }) =>
    targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .flatMap((target) => {
        const [file = '', anchor] = target.split('#');
        const to = file === '' ? path : join(dirname(path), file);
        const page = pages(to);
        const at = `${path} "${heading}": ${target}`;
        if (page === undefined) return [`${at} does not exist`];
        if (anchor !== undefined && !anchors(page).includes(anchor)) return [`${at}: ${to} has no such heading`];
        const hasKorean = path.endsWith('.ko.md') && to !== english(path) && !to.endsWith('.ko.md');
        return hasKorean && pages(korean(to)) !== undefined && to.endsWith('.md') ? [`${at} has a Korean page`] : [];
      }),
  );
}
