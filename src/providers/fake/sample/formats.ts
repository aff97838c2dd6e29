import type { Random } from "./random.js";

const host = "example.com";

/**
 * Texts for the formats that JSON Schema and Zod name, several for one that has variants, the usual
 * one first. Nobody is at these addresses: example.com is reserved (RFC 2606), 192.0.2.0/24 (RFC 5737)
 * and 2001:db8::/32 (RFC 3849) too.
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
  emoji: (random) => [random.pick(["😀", "🌊", "⛵"])],
  e164: (random) => [`+1202555${random.between(1000, 9999)}`],
  regex: () => ["^[a-z]+$"],
  "json-pointer": () => ["/harbour"],
};

/** Texts of a format, or `undefined` for one that says nothing of its own. */
export function sampleFormat(format: string, random: Random): readonly string[] | undefined {
  return Object.hasOwn(formats, format) ? formats[format]?.(random) : undefined;
}

function uuid(random: Random, version: string): string {
  const digits = (length: number): string =>
    Array.from({ length }, () => random.between(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-${version}${digits(3)}-${random.pick([..."89ab"])}${digits(3)}-${digits(12)}`;
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
