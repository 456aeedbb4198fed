import { expect, it } from 'vitest';
import { FAULTS } from '../../src/model/faults.ts';
import { FAULTS as simulated } from '../../src/scenario/faults/faults.ts';

it('every fault a panel may name is one the synthetic cluster has, and the other way round', () => {
  expect([...simulated].sort()).toEqual([...FAULTS].sort());
});
