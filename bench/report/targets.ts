import { differenceOf, figureOf, ratioOf, type Figure, type Result } from "./result.ts";
import { count, times } from "./write-number.ts";

/** What Troupe is held to, and what a run showed. */
export interface Target {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly met: boolean;
}

/** The targets that a run can tell of. */
export function targetsOf(results: readonly Result[]): Target[] {
  const ratio = (
    workload: string,
    to: string,
    figure: Figure,
    most: number,
    what: string,
  ): Target[] => {
    const result = find(results, workload);
    const measured = result ? ratioOf(result, "troupe", to, figure) : Number.NaN;
    return target(what, measured, most, times);
  };
  return [
    ...ratio("text", "floor", "cpuMs", 1.5, "text: CPU over the floor's"),
    ...ratio("text", "openai-sdk", "cpuMs", 0.5, "text: CPU over the OpenAI SDK's"),
    ...ratio("text-anthropic", "floor", "cpuMs", 1.5, "text, Messages: CPU over the floor's"),
    ...ratio(
      "text-anthropic",
      "anthropic-sdk",
      "cpuMs",
      0.5,
      "text, Messages: CPU over the Anthropic SDK's",
    ),
    ...ratio("json-64k", "floor", "cpuMs", 2, "64 KB of JSON: CPU over the floor's"),
    ...ratio("json-64k", "floor", "peakMb", 1.3, "64 KB of JSON: peak memory over the floor's"),
    ...growth(results),
    ...ratio("json-64k-paced", "floor", "cpuMs", 2, "64 KB of JSON, paced: CPU over the floor's"),
    ...ratio("concurrent", "floor", "cpuMs", 1.6, "300 streams: CPU over the floor's"),
    ...ratio("concurrent", "floor", "peakMb", 1.6, "300 streams: peak memory over the floor's"),
    ...firstChunk(results),
    ...ratio("cold", "openai-sdk", "startCpuMs", 0.8, "cold: CPU over the OpenAI SDK's"),
    ...ratio(
      "cold-anthropic",
      "anthropic-sdk",
      "startCpuMs",
      0.8,
      "cold: CPU over the Anthropic SDK's",
    ),
    ...pause(results),
  ];
}

function growth(results: readonly Result[]): Target[] {
  const small = find(results, "json-64k");
  const large = find(results, "json-256k");
  if (!small || !large) return [];
  const measured = figureOf(large, "troupe", "cpuMs") / figureOf(small, "troupe", "cpuMs");
  return target("256 KB of JSON: CPU over that of 64 KB", measured, 4.6, times);
}

function firstChunk(results: readonly Result[]): Target[] {
  const result = find(results, "first-chunk");
  if (!result) return [];
  const measured = differenceOf(result, "troupe", "floor", "medianUs");
  const most = differenceOf(result, "openai-sdk", "floor", "medianUs");
  return target(
    "first chunk: µs more than the floor, at most the OpenAI SDK's",
    measured,
    most,
    count,
  );
}

function pause(results: readonly Result[]): Target[] {
  const result = find(results, "pause");
  if (!result) return [];
  return [
    ...target(
      "a reader that stops: KB sent in the last second of its pause",
      figureOf(result, "troupe", "sentLaterKb"),
      0,
      count,
    ),
    ...target(
      "a reader that stops: MB of memory grown, at most 16 over the floor's",
      figureOf(result, "troupe", "grownMb"),
      figureOf(result, "floor", "grownMb") + 16,
      count,
    ),
  ];
}

function target(
  what: string,
  measured: number,
  most: number,
  write: (value: number) => string,
): Target[] {
  if (Number.isNaN(measured) || Number.isNaN(most)) return [];
  return [{ what, limit: write(most), measured: write(measured), met: measured <= most }];
}

function find(results: readonly Result[], name: string): Result | undefined {
  return results.find(({ workload }) => workload.name === name);
}
