// A language that nobody speaks: English, 40 % longer and with accents, made from the file that the server sends.
// Whatever fits in it has room for a translation; whatever stays plain English in it is not in the locales.
import type { BrowserContext } from '@playwright/test';
import { type Words, words } from '../support/words';

/** How much longer a text becomes. */
const growth = 0.4;
const accented: Record<string, string> = {
  a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Å', E: 'É', I: 'Î', O: 'Ö', U: 'Û', n: 'ñ', c: 'ç', y: 'ý',
};

/** A text in the pseudo-language. `{placeholders}` stay as they are. */
export function longer(text: string): string {
  return text.split(/(\{\w+\})/).map((part, i) => (i % 2 ? part : stretched(part))).join('');
}

/** Letters are doubled from the left to the right, as evenly as can be: words become longer, not only more. */
function stretched(part: string): string {
  const letters = [...part];
  // A part that is short grows too.
  let owed = 0.6;
  const long = letters.map((letter) => {
    const shown = accented[letter] ?? letter;
    owed += growth;
    if (owed < 1 || !/[a-zA-Z]/.test(letter)) return shown;
    owed -= 1;
    return shown + shown.toLowerCase();
  });
  return long.join('');
}

/** From now on whoever asks for the English texts gets these. */
export async function speakPseudo(context: BrowserContext): Promise<void> {
  await context.route(/\/locales\/en-\w+\.json$/, async (route) => {
    const answer = await route.fetch();
    const texts = (await answer.json()) as string[];
    await route.fulfill({ response: answer, json: texts.map(longer) });
  });
}

/** Its words, to find things by. */
export const pseudoWords: Words = (key, values = {}) => {
  const text = longer(words('en')(key));
  return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), text);
};
