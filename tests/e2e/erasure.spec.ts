// A closed case loses its words by its owner's wish: asked twice, at once, on every screen, and for good.
import { Person, report, within } from './support/api';
import { picture } from './support/camera';
import { expect, test } from './support/fixtures';
import { owner, says, staff } from './support/story';
import { like } from './support/words';

test('the owner has a closed case erased: no word and no photo is left on their screen, nor at the desk', async ({ browser, server }) => {
  const [api, sam] = [await Person.of(server, 'ines', '/api'), await Person.of(server, 'sam', '/api/desk')];
  const id = await api.does('/cases', report());
  await api.attaches(id, picture(1).buffer);
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(86_400) });
  await sam.does(`/cases/${id}/closure`, { cause: 'A clip had come loose.', remedy: 'It was replaced.' });

  const ines = await owner(browser, server, /Ines Morgen/, 'en');
  const { page, w } = ines;
  await page.goto(`${server.url}/cases/${id}`);
  await expect(page.getByText('It rattles.')).toBeVisible();
  const desk = await staff(browser, server, /Sam Okafor/, 'en');
  await desk.page.goto(`${server.url}/desk/closed/${id}`);
  await expect(desk.page.getByText('A clip had come loose.')).toBeVisible();

  const ask = page.getByRole('button', { name: w('case-erase'), exact: true });
  await ask.click();
  await page.getByRole('button', { name: w('case-erase-no'), exact: true }).click();
  await expect(ask).toBeFocused();
  await ask.click();
  await page.getByRole('button', { name: w('case-erase-yes'), exact: true }).click();
  await says(ines, new RegExp(like(w('case-erased')).source));
  await expect(page.getByText('It rattles.')).toHaveCount(0);
  await expect(page.getByText('A clip had come loose.')).toHaveCount(0);
  await expect(page.getByRole('img')).toHaveCount(0);
  await expect(ask).toHaveCount(0);

  await expect(desk.page.getByText('A clip had come loose.')).toHaveCount(0);
  await expect(desk.page.getByText('It rattles.')).toHaveCount(0);
  expect(await api.status(`/cases/${id}`)).toBe(200);
});
