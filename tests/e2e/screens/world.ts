// One server on which every screen can be seen: a case in each stage and each hard moment, made once through the
// API by the people whose acts they are. Looking changes nothing here, so that hundreds of looks can share it.
import { Person, configured } from '../support/api';
import { picture } from '../support/camera';
import { Car } from '../support/car';
import { Server } from '../support/server';

export type State = Awaited<ReturnType<Person['state']>>;

/** Whose session a page has. */
export type Who = 'nobody' | 'ada' | 'carmen' | 'ines' | 'jon' | 'maren' | 'sam' | 'greta' | 'quentin' | 'opal';

const owners = ['ada', 'carmen', 'ines', 'jon', 'maren'] as const;
const desk = ['sam', 'greta', 'quentin', 'opal'] as const;

const ines = 'WVWZZZ1JZXW000001';
const silber = '5YJ3E1EA0KF000316';
const maren = 'WVWZZZ1JZXW000010';
const jon = '1M8GDM9AXKP042788';
const hamburg = 'hamburg-hafen';

/** The demonstration, and an owner with long names and many cases. */
const config = (demo: string) => `${demo}
[[owners]]
id = "maren"
name = "Maren Hohenlohe-Öhringen"

[[owners.vehicles]]
vin = "${maren}"
nickname = "Wanderfalke"
model = "Estate Long Range 2023"
centre = "${hamburg}"
`;

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const line = (id: string, title: string, coverage: string, parts: number, labour: number, reason: string, evidence: string) => ({
  id, kind: 'work', title, reason, evidence, component: 'BRAKES:HYDRAULIC', coverage, parts: eur(parts), labour: eur(labour),
});
const pads = line('pads', 'Brake pads, front axle', 'not-covered', 18400, 9600, 'Worn down to the sensor.', 'Left 2.1 mm, right 2.3 mm; the least is 3 mm.');
const hose = line('hose', 'Brake hose, front left', 'goodwill', 6200, 7400, 'It sweats at the clamp.', 'Fluid on the lower 4 cm, photographed.');
const discs = line('discs', 'Brake discs, front axle', 'not-covered', 31000, 12400, 'Scored by the worn pads.', 'Grooves of 0.8 mm.');

const words = 'It rattles at the front left when I brake, and the pedal feels softer than it did in spring.';

/** When something shall be, in so many seconds from now. */
type Within = (seconds: number) => number;

export class World {
  private readonly cars = new Map<string, Promise<Car>>();

  private constructor(
    readonly server: Server,
    /** The cases by what is to be seen on them. */
    readonly cases: Record<string, string>,
    private readonly sessions: Map<Who, State>,
    private readonly file: string,
    private readonly people: Map<Who, Person>,
  ) {}

  /** Starts the server and makes all of it; with `now`, on a demonstration's clock that begins there. */
  static async make(now?: Date): Promise<World> {
    const file = configured(config);
    const server = await Server.start(['--config', file, ...clock(now)]);
    const begun = Date.now();
    // By a clock of the demonstration all promises are round; only the one that is to be missed comes soon.
    const within: Within = (seconds) => (now && seconds > 60 ? now.getTime() : Date.now() - begun + (now?.getTime() ?? begun)) + seconds * 1000;
    const people = new Map<Who, Person>();
    for (const id of owners) people.set(id, await Person.of(server, id, '/api'));
    for (const id of desk) people.set(id, await Person.of(server, id, '/api/desk'));
    const cases = await scenario((who) => people.get(who) as Person, within);
    const sessions = new Map<Who, State>();
    for (const [who, person] of people) sessions.set(who, await person.state());
    return new World(server, cases, sessions, file, people);
  }

  /** Sets the demonstration's clock: the server is started again. */
  async begin(now: Date): Promise<void> {
    await this.server.stop();
    await this.server.restart(['--demo', '--config', this.file, ...clock(now)]);
  }

  /** The session of somebody; none for nobody. */
  session(who: Who): State {
    return this.sessions.get(who) ?? { cookies: [], origins: [] };
  }

  /** Ines's car with the waiting estimate, paired; or her other one, which is not. */
  car(which: 'paired' | 'stray'): Promise<Car> {
    const make = async () => {
      const car = await Car.start(this.server, { vin: which === 'paired' ? ines : silber });
      if (which === 'paired') await car.pairs(this.people.get('ines') as Person);
      return car;
    };
    const car = this.cars.get(which) ?? make();
    this.cars.set(which, car);
    return car;
  }

  async end(): Promise<void> {
    for (const car of this.cars.values()) await (await car).stop();
    await this.server.stop();
    this.server.forget();
  }
}

const clock = (now?: Date) => (now ? ['--now', now.toISOString()] : []);

async function scenario(of: (who: Who) => Person, within: Within): Promise<Record<string, string>> {
  const sam = of('sam');
  const cases: Record<string, string> = {};
  const report = (who: Who, vin: string, text = words) =>
    of(who).does('/cases', { vin, centre: hamburg, drivable: 'yes', concerns: [{ text, since: 'this-week' }] });
  const accepted = async (who: Who, vin: string, minutes = 41) => {
    const id = await report(who, vin);
    await sam.does(`/cases/${id}/acceptance`, { next_update: within(minutes * 60) });
    return id;
  };
  const diagnosed = async (who: Who, vin: string) => {
    const id = await accepted(who, vin);
    await sam.does(`/cases/${id}/messages`, { text: 'Good morning. We have a bay for you; please come by whenever it suits you.' });
    await sam.does(`/cases/${id}/diagnosis`, { text: 'The front pads are worn, and a hose sweats at its clamp.', component: 'BRAKES:HYDRAULIC' });
    return id;
  };
  const estimated = async (who: Who, vin: string) => {
    const id = await diagnosed(who, vin);
    await sam.does(`/cases/${id}/estimates`, { follows: 0, next_update: within(86_400), lines: [pads, hose] });
    return id;
  };
  const revised = async (who: Who, vin: string) => {
    const id = await estimated(who, vin);
    const note = 'When the wheel came off we saw that the discs are scored.';
    await sam.does(`/cases/${id}/estimates`, { follows: 1, note, next_update: within(86_400), lines: [pads, hose, discs] });
    return id;
  };
  const decided = async (who: Who, vin: string) => {
    const id = await estimated(who, vin);
    await of(who).does(`/cases/${id}/authorisations`, { revision: 1, approve: ['pads', 'hose'], decline: [], total: eur(28000) });
    await sam.does(`/cases/${id}/progress`, { stage: 'in-repair', next_update: within(7200) });
    return id;
  };
  const closed = async (who: Who, vin: string) => {
    const id = await accepted(who, vin);
    await sam.does(`/cases/${id}/closure`, { cause: 'A clip of the heat shield had come loose.', remedy: 'It was replaced, free of charge.' });
    return id;
  };
  const surveyed = async (who: Who, vin: string) => {
    const id = await closed(who, vin);
    const answers = { score: 2, satisfied: 'no', why: 'I had to ask twice.', conduct: ['rude'] };
    await of(who).does(`/cases/${id}/survey`, { answers });
    return id;
  };

  // Maren has one of each.
  const mine = of('maren');
  cases.reported = await report('maren', maren);
  cases.missed = await accepted('maren', maren, 1 / 30);
  cases.accepted = await accepted('maren', maren);
  cases.first = await estimated('maren', maren);
  cases.decided = await decided('maren', maren);
  cases.agreed = await accepted('maren', maren);
  const { offers } = await mine.reads<{ offers: { centre: string; kind: string; starts: number; price: unknown }[] }>(`/cases/${cases.agreed}/offers`);
  const { centre, kind, starts, price } = offers.find((offer) => offer.kind === 'centre') ?? offers[0];
  await mine.does(`/cases/${cases.agreed}/appointment`, { centre, kind, starts, price });
  cases.disputed = await revised('maren', maren);
  await mine.does(`/cases/${cases.disputed}/disputes`, { subject: 'estimate', revision: 2, lines: ['discs'], text: 'The discs were new in spring.' });
  cases.answered = await diagnosed('maren', maren);
  await mine.does(`/cases/${cases.answered}/disputes`, { subject: 'diagnosis', text: 'I hear it without braking, too.' });
  await of('greta').does(`/cases/${cases.answered}/dispute-answers`, { dispute: 1, outcome: 'changed', text: 'You are right. We look at the shield as well, at no cost.' });
  cases.paused = await diagnosed('maren', maren);
  await of('greta').does(`/cases/${cases.paused}/contact-pause`, { reason: 'Twenty calls within one hour.' });
  cases.closed = await closed('maren', maren);
  cases.answering = await closed('maren', maren);
  await mine.puts(`/cases/${cases.answering}/survey`, { version: 0, answers: { score: 2, better: 'Call before it is late.', satisfied: 'partly', why: 'I had to ask twice.' } });
  cases.erased = await closed('maren', maren);
  await mine.does(`/cases/${cases.erased}/erasure`, {});
  cases.pick = await surveyed('maren', maren);
  cases.code = await surveyed('maren', maren);
  await mine.does(`/cases/${cases.code}/reward`, { pick: 'discount' });

  // Ines is asked for two things; what is behind her is behind her.
  cases.past = await surveyed('ines', ines);
  await of('ines').does(`/cases/${cases.past}/reward`, { pick: 'discount' });
  cases.survey = await closed('ines', ines);
  cases.waiting = await revised('ines', ines);
  for (const n of [1, 2]) await of('ines').attaches(cases.waiting, picture(n).buffer);

  // Jon's car is abroad and draining.
  const record = await of('jon').reads<{ signals: unknown[] }>(`/vehicles/${jon}`);
  const concerns = [{ text: 'It loses range while it is parked at the airport.', since: 'today' }];
  cases.urgent = await of('jon').does('/cases', { vin: jon, centre: hamburg, drivable: 'unsure', concerns, signals: record.signals });
  return cases;
}
