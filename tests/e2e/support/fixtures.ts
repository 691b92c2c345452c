// What every journey starts from: `server`, one for each test, and pages that open on it and are closed after it.
import { mergeTests } from '@playwright/test';
import { test as served } from './served';
import { test as tidy } from './tidy';

export { expect } from '@playwright/test';
export type { Server } from './server';

export const test = mergeTests(served, tidy);
