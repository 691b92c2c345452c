// Every screen on every surface, in every theme and language. `cargo xtask pictures --help` says how to ask for fewer.
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from '../screens/fixtures';
import { open, turn } from '../screens/looks';
import { done, folder, place, sittings } from './wanted';

for (const { screen, lang, surfaces, themes } of sittings()) {
  const all = surfaces.flatMap((surface) => themes.map((theme) => ({ surface, theme, path: place(screen, surface, theme, lang) })));
  const missing = all.filter(({ path }) => !done(path));
  if (missing.length === 0) continue;
  test(`${screen.id}, ${surfaces[0].kind}, ${lang}`, async ({ browser, world }) => {
    const { context, page } = await open(browser, world, screen, { ...missing[0], lang });
    for (const { surface, theme, path } of missing) {
      await turn(page, surface, theme);
      const file = resolve(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
    }
    await context.close();
  });
}
