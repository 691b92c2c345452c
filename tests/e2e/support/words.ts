// The texts as people read them, from the locales themselves: a journey can be told in any language.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Lang = 'en' | 'de' | 'nb' | 'es';

/** Words of one language: `w('estimate-review')`, with values for `{placeholders}`. */
export type Words = (key: string, values?: Record<string, string>) => string;

export function words(lang: Lang): Words {
  const file = resolve(__dirname, `../../../locales/${lang}.json`);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (key, values = {}) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`There is no text "${key}" in ${lang}.`);
    return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), text);
  };
}

/** A text with its placeholders open, as a pattern. */
export function like(text: string): RegExp {
  const parts = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return new RegExp(parts.join('.*'));
}
