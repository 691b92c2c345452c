// Cases to measure on, made as their people make them: through the API of a real server.
import { Person, report, within } from '../support/api';
import type { Server } from '../support/fixtures';

/** Lines of the estimate, and so touches of its choices. */
export const lines = 10;

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const work = [
  'Brake discs, front', 'Brake pads, front', 'Heat shield', 'Stabiliser link', 'Wheel alignment',
  'Cabin filter', 'Wiper blades', 'Brake fluid', 'Tyre, front left', 'Charging port cover',
];

/** Ines and Sam, signed in. */
export async function people(server: Server): Promise<{ ines: Person; sam: Person }> {
  return { ines: await Person.of(server, 'ines', '/api'), sam: await Person.of(server, 'sam', '/api/desk') };
}

/** A case that Sam has, reported in these words. */
export async function taken({ ines, sam }: { ines: Person; sam: Person }, text: string): Promise<string> {
  const id = await ines.does('/cases', { ...report(), concerns: [{ text, since: 'today' }] });
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
  await sam.does(`/cases/${id}/diagnosis`, { text: 'A heat shield is loose, and the brakes in front are worn.' });
  return id;
}

/** An estimate of `lines` lines, each with its reason and what was measured. */
export async function estimated(sam: Person, id: string): Promise<void> {
  const line = (n: number) => ({
    id: `line-${n}`,
    kind: 'work',
    title: work[n % work.length],
    reason: 'Worn past what the maker allows; it will not last until the next service.',
    evidence: 'Measured at the wheel: 1.9 mm, of 3.0 mm that are needed.',
    component: 'VISIBILITY',
    coverage: 'not-covered',
    parts: eur(4200 + 1000 * n),
    labour: eur(6500),
  });
  const all = Array.from({ length: lines }, (_, n) => line(n));
  await sam.does(`/cases/${id}/estimates`, { follows: 0, lines: all, next_update: within(7200) });
}

/** A case of `events` events: promises, words from both sides, and work that moved on. */
export async function long(server: Server, events: number): Promise<string> {
  const both = await people(server);
  const { ines, sam } = both;
  const id = await taken(both, 'It rattles at the front left when I brake, and sometimes when I do not.');
  const next = (n: number) => {
    switch (n % 5) {
      case 0:
        return ines.does(`/cases/${id}/messages`, { text: `Question ${n}: I heard it again today, on the way to work, over the rails.` });
      case 2:
        return sam.does(`/cases/${id}/messages`, { text: `Answer ${n}: thank you. We drive it again in the morning, when it is cold, and write to you then.` });
      case 4:
        return sam.does(`/cases/${id}/progress`, { stage: 'diagnosing', text: 'On the road', next_update: within(3600 + 60 * n) });
      default:
        return sam.does(`/cases/${id}/promises`, { due: within(7200 + 60 * n) });
    }
  };
  // Reported, taken in and diagnosed are the first three.
  const rest = Array.from({ length: events - 3 }, (_, n) => n);
  while (rest.length) await Promise.all(rest.splice(0, 20).map(next));
  return id;
}
