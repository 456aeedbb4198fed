/** A series with nothing where nothing was measured. */
export type Values = readonly (number | null)[];

const isNumber = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && !Number.isNaN(value);

/** Grafana's calculations, by id. Undefined when there is nothing to calculate with. */
export function reduced(values: Values, id: string): number | undefined {
  const numbers = values.filter(isNumber);
  const [first, last] = [numbers[0], numbers.at(-1)];
  const share = /^p(\d{1,2})$/.exec(id)?.[1];
  if (share !== undefined) return quantile(numbers, Number(share) / 100);
  if (id === 'count') return values.length;
  if (first === undefined || last === undefined) return undefined;
  const sum = () => numbers.reduce((total, value) => total + value, 0);
  switch (id) {
    case 'first':
      return values[0] ?? undefined;
    case 'firstNotNull':
      return first;
    case 'last':
      return values.at(-1) ?? undefined;
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    case 'mean':
    case 'avg':
      return sum() / numbers.length;
    case 'median':
      return quantile(numbers, 0.5);
    case 'sum':
    case 'total':
      return sum();
    case 'range':
      return Math.max(...numbers) - Math.min(...numbers);
    case 'diff':
      return last - first;
    case 'diffperc':
      return ((last - first) / first) * 100;
    case 'delta':
      return increase(numbers);
    case 'variance':
      return variance(numbers, sum() / numbers.length);
    case 'stdDev':
      return Math.sqrt(variance(numbers, sum() / numbers.length));
    case 'distinctCount':
      return new Set(numbers).size;
    case 'changeCount':
      return numbers.filter((value, index) => index > 0 && value !== numbers[index - 1]).length;
    default:
      return last;
  }
}

/** How the legend calls a calculation. */
export function reducerName(id: string): string {
  const names: Readonly<Record<string, string>> = {
    lastNotNull: 'Last *',
    firstNotNull: 'First *',
    last: 'Last',
    first: 'First',
    min: 'Min',
    max: 'Max',
    mean: 'Mean',
    median: 'Median',
    sum: 'Total',
    count: 'Count',
    range: 'Range',
    diff: 'Difference',
    delta: 'Delta',
  };
  return names[id] ?? id;
}

function quantile(numbers: readonly number[], share: number): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (at % 1);
}

/** What a counter grew by; a fall is a reset. */
function increase(numbers: readonly number[]): number {
  return numbers.reduce((total, value, index) => {
    const before = numbers[index - 1];
    if (before === undefined) return total;
    return total + (value >= before ? value - before : value);
  }, 0);
}

const variance = (numbers: readonly number[], mean: number) =>
  numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length;
