import { describe, expect, it } from "vitest";
import type { ParamSpec } from "../../../src/manifest/manifest.js";
import { assignFlags, kebabCase } from "../../../src/cli/run/param-flags.js";

const reserved = new Set(["--model", "--no-model", "--cache", "--no-cache"]);

describe("the flags of a param", () => {
  it.each([
    ["topic", "topic"],
    ["maxWords", "max-words"],
    ["max_words", "max-words"],
    ["HTMLBody", "html-body"],
    ["utf8Text", "utf8-text"],
    ["_hidden", "hidden"],
    ["größeNeu", "größe-neu"],
  ])("%s in kebab-case is %s", (name, kebab) => {
    expect(kebabCase(name)).toBe(kebab);
  });

  it("are the kebab-case name, the exact name, and --param. with the exact name", () => {
    expect(flagsOf("maxWords")).toEqual([["--max-words", "--maxWords", "--param.maxWords"]]);
    expect(flagsOf("topic")).toEqual([["--topic", "--param.topic"]]);
  });

  it("leave alone what the command itself takes", () => {
    expect(flagsOf("model", "cache", "Model")).toEqual([
      ["--param.model"],
      ["--param.cache"],
      ["--Model", "--param.Model"],
    ]);
  });

  it("never begin with --no-, which negates", () => {
    expect(flagsOf("noTitle")).toEqual([["--noTitle", "--param.noTitle"]]);
  });

  it("go to the param that has the name exactly, where two would share one", () => {
    expect(flagsOf("maxWords", "max_words", "maxwords")).toEqual([
      ["--max-words", "--maxWords", "--param.maxWords"],
      ["--max_words", "--param.max_words"],
      ["--maxwords", "--param.maxwords"],
    ]);
  });

  it("hold a negation for a boolean, unless the command takes it", () => {
    const params = ["urgent", "cache"].map((name) => param(name, "boolean"));
    expect(assignFlags(params, reserved).map(({ negation }) => negation)).toEqual([
      "--no-urgent",
      undefined,
    ]);
  });
});

function flagsOf(...names: string[]): string[][] {
  const params = names.map((name) => param(name, "string"));
  return assignFlags(params, reserved).map(({ primary, aliases }) => [primary].concat(aliases));
}

function param(name: string, kind: "string" | "boolean"): ParamSpec {
  return { name, type: { kind }, required: true };
}
