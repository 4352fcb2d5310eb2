/**
 * The container of the files of the index; `hooks/bantin/search/container.py` writes it.
 */

const SLASH = 92;

/**
 * The payload of a file fetched as bytes: `bantinSearch("NAME","BYTES")`.
 * @param {Uint8Array} file
 * @returns {Uint8Array}
 */
export function unwrap(file) {
  let start = 0;
  for (let quotes = 0; quotes < 3; start++) if (file[start] === 34) quotes++;
  const end = file.lastIndexOf(34);
  if (!file.subarray(start, end).includes(SLASH)) return file.subarray(start, end);
  const payload = new Uint8Array(end - start);
  let size = 0;
  for (let at = start; at < end; at++) {
    let byte = file[at];
    if (byte === SLASH) {
      byte = file[++at];
      if (byte === 110) byte = 10;
      else if (byte === 114) byte = 13;
    }
    payload[size++] = byte;
  }
  return payload.subarray(0, size);
}

/**
 * The payload of a file that ran as a script with `charset="x-user-defined"`.
 * @param {string} text one character a byte
 */
export function bytesOf(text) {
  const payload = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) payload[i] = text.charCodeAt(i) & 0xff;
  return payload;
}

/** Inflate a raw deflate stream. @param {Uint8Array} data @returns {Promise<Uint8Array>} */
export async function inflate(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The JSON value and the binary sections of a packed record.
 * @param {Uint8Array} data
 */
export async function unpack(data) {
  const reader = new VarintReader(data);
  const sizes = Array.from({ length: reader.next() }, () => reader.next());
  let at = reader.at;
  const parts = sizes.map((size) => inflate(data.subarray(at, (at += size))));
  const [head, ...sections] = await Promise.all(parts);
  return { head: JSON.parse(decode(head)), sections };
}

/** UTF-8 to text. @param {Uint8Array} bytes */
export function decode(bytes) {
  return new TextDecoder().decode(bytes);
}

/** Reads little-endian base-128 integers. */
export class VarintReader {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  next() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }
}
