// What every look at a screen starts from: `world`, one for each worker.
import { test as base } from '@playwright/test';
import { World } from './world';

export { expect } from '@playwright/test';

export const test = base.extend<object, { world: World }>({
  // A look says what it found; recording hundreds of them would take longer than looking.
  trace: ['off', { scope: 'worker' }],
  screenshot: ['off', { scope: 'worker' }],
  world: [
    async ({}, use) => {
      const world = await World.make();
      await use(world);
      await world.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
