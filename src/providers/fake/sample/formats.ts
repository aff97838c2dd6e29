import type { Random } from "./random.js";

const host = "example.com";

/**
 * Texts for the formats of JSON Schema and Zod, several for a format with variants, the usual one first.
 * The addresses are reserved: example.com (RFC 2606), 192.0.2.0/24 (RFC 5737) and 2001:db8::/32 (RFC 3849).
 */
const formats: Readonly<Record<string, (random: Random) => readonly string[]>> = {
  email: (random) => [`${random.pick(["ada", "jonas", "mei", "noor"])}@${host}`],
  "idn-email": (random) => [`${random.pick(["ada", "jonas", "mei", "noor"])}@${host}`],
  hostname: () => [host],
  uri: (random) => [`https://${host}/${random.pick(["harbour", "lighthouse", "letters"])}`],
  "uri-reference": (random) => [`/${random.pick(["harbour", "lighthouse", "letters"])}`],
  uuid: (random) => [uuid(random, "4"), uuid(random, "7"), uuid(random, "1")],
  "date-time": (random) => {
    const seconds = `${date(random)}T${time(random)}`;
    return ["Z", "", "+02:00", ".000Z"].map((zone) => seconds + zone);
  },
  date: (random) => [date(random)],
  time: (random) => {
    const seconds = time(random);
    return [seconds, `${seconds}Z`];
  },
  duration: (random) => [`PT${random.between(5, 55)}M`, `P${random.between(1, 9)}D`],
  ipv4: (random) => [`192.0.2.${random.between(1, 254)}`],
  ipv6: (random) => [`2001:db8::${random.between(1, 999)}`],
  cidrv4: () => ["192.0.2.0/24"],
  cidrv6: () => ["2001:db8::/32"],
  // The header {"alg":"HS256","typ":"JWT"}, an empty object and no real signature.
  jwt: () => ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.ZmFrZQ"],
  base64: () => ["VGhlIGhhcmJvdXI="],
  base64url: () => ["VGhlIGhhcmJvdXI"],
  hex: (random) => [digits(8, random)],
  md5_hex: (random) => [digits(32, random)],
  sha1_hex: (random) => [digits(40, random)],
  sha256_hex: (random) => [digits(64, random)],
  sha384_hex: (random) => [digits(96, random)],
  sha512_hex: (random) => [digits(128, random)],
  nanoid: (random) => [`${digits(10, random)}_${digits(10, random)}`],
  cuid: (random) => [`c${digits(24, random)}`],
  cuid2: (random) => [`c${digits(23, random)}`],
  ulid: (random) => [`01${digits(24, random)}`.toUpperCase()],
  xid: (random) => [digits(20, random)],
  ksuid: (random) => [digits(27, random)],
  emoji: (random) => [random.pick(["😀", "🌊", "⛵"])],
  e164: (random) => [`+1202555${random.between(1000, 9999)}`],
  regex: () => ["^[a-z]+$"],
  "json-pointer": () => ["/harbour"],
};

/** Texts of a format; `undefined` for one without restrictions of its own. */
export function sampleFormat(format: string, random: Random): readonly string[] | undefined {
  return Object.hasOwn(formats, format) ? formats[format]?.(random) : undefined;
}

function uuid(random: Random, version: string): string {
  const [a, b, c, d, e] = [8, 4, 3, 3, 12].map((length) => digits(length, random));
  return `${a}-${b}-${version}${c}-${random.pick([..."89ab"])}${d}-${e}`;
}

/** Hexadecimal digits. */
function digits(length: number, random: Random): string {
  return Array.from({ length }, () => random.between(0, 15).toString(16)).join("");
}

function date(random: Random): string {
  return `2026-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`;
}

function time(random: Random): string {
  return `${pad(random.between(0, 23))}:${pad(random.between(0, 59))}:00`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
