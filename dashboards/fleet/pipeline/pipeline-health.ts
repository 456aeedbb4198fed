import type { RowDefinition } from '../../../src/define.ts';
import { row } from '../../../src/define.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { hubbleTiles } from './hubble-tiles.ts';
import { scrapeTiles } from './scrape-tiles.ts';

/** The way of an event: seen, counted, exposed, scraped, kept. */
export function pipelineHealth(board: NodeBoard): RowDefinition {
  return row('Is it healthy?', [...hubbleTiles(board), ...scrapeTiles(board.context)]);
}
