// A camera: photos and films as telephones make them, with the place where they were taken noted in them.
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

const joined = (...parts: Buffer[]) => Buffer.concat(parts.map((part) => new Uint8Array(part)));

/** What a file says of where it was taken, in its notes. */
export const PLACE = '+53.5511+009.9937/';
/** Where the colours of the pictures begin. */
const SEED = 6;

/** A file as Playwright gives it to a field. */
export interface Taken {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The `n`th photo of a page's camera: JPEG, 3000 by 2000, noisy as photos are, and lying on its side. */
export async function photo(page: Page, n: number): Promise<Taken> {
  const drawn = await page.evaluate(
    async ([seed]) => {
      const canvas = new OffscreenCanvas(3000, 2000);
      const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      const small = new ImageData(375, 250);
      let state = seed as number;
      for (let i = 0; i < small.data.length; i += 1) {
        state = (state * 1103515245 + 12345) % 2147483648;
        small.data[i] = i % 4 === 3 ? 255 : (state >> 16) % 256;
      }
      pen.drawImage(await createImageBitmap(small), 0, 0, 3000, 2000);
      const reader = new FileReader();
      const read = new Promise((done) => reader.addEventListener('load', done));
      reader.readAsDataURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }));
      await read;
      return (reader.result as string).split(',')[1] as string;
    },
    [SEED + n],
  );
  const picture = Buffer.from(drawn, 'base64');
  return { name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer: joined(picture.subarray(0, 2), exif(), picture.subarray(2)) };
}

/** A note: turned by a quarter (6), and the place. */
function exif(): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 12 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(6, 18);
  const told = joined(Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(PLACE));
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(told.length + 2, 2);
  return joined(head, told);
}

/** A film of so many bytes: its boxes, its place, and noise where the pictures would be. */
export function film(bytes: number): Taken {
  const box = (kind: string, inside: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(inside.length + 8, 0);
    head.write(kind, 4, 'latin1');
    return joined(head, inside);
  };
  const place = box('udta', box('\xa9xyz', Buffer.from(PLACE)));
  const buffer = joined(
    box('ftyp', Buffer.from('mp42\0\0\0\0mp42isom', 'latin1')),
    box('mdat', Buffer.alloc(bytes, 'film')),
    box('moov', joined(box('mvhd', Buffer.alloc(100)), place)),
  );
  return { name: 'MOV_1.mp4', mimeType: 'video/mp4', buffer };
}

/** PNG's check of a chunk (RFC 2083, 15). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The `n`th picture that needs no page: PNG, 480 by 360, the road to the horizon under a sky of its own. */
export function picture(n: number): Taken {
  const [wide, high] = [480, 360];
  const rows: Buffer[] = [];
  for (let y = 0; y < high; y += 1) {
    const row = Buffer.alloc(1 + wide * 3);
    for (let x = 0; x < wide; x += 1) {
      const road = y > 160 && Math.abs(x - 240) < 20 + (y - 160);
      const mark = road && Math.abs(x - 240) < 4 && y % 40 < 24;
      const colour = mark ? [245, 245, 240] : road ? [70, 72, 76] : y > 160 ? [112, 122, 96] : [159 - n * 30, 180, 196];
      row.set(colour, 1 + x * 3);
    }
    rows.push(row);
  }
  const chunk = (kind: string, inside: Buffer) => {
    const body = joined(Buffer.from(kind, 'latin1'), inside);
    const [head, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    head.writeUInt32BE(inside.length);
    check.writeUInt32BE(crc32(body));
    return joined(head, body, check);
  };
  const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  size.writeUInt32BE(wide, 0);
  size.writeUInt32BE(high, 4);
  const data = deflateSync(new Uint8Array(joined(...rows)));
  const buffer = joined(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', size), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0)));
  return { name: `picture-${n}.png`, mimeType: 'image/png', buffer };
}
