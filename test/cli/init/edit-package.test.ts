import { describe, expect, it } from "vitest";
import { addScript, makeModule } from "../../../src/cli/init/edit-package.js";

const add = (text: string) => addScript(text, "agents:build", "agents build");

describe("adding a script to a package.json", () => {
  it("leaves every other byte as it was", () => {
    const text = `{\n    "name": "x",\n    "scripts": {\n        "a": "b \\" }",\n        "c": "d"\n    },\n    "files": ["a", "b"]\n}\n`;
    expect(add(text)).toBe(
      text.replace(`"c": "d"`, `"c": "d",\n        "agents:build": "agents build"`),
    );
  });

  it("keeps tabs and CRLF", () => {
    expect(add(`{\r\n\t"scripts": {\r\n\t\t"a": "b"\r\n\t}\r\n}`)).toBe(
      `{\r\n\t"scripts": {\r\n\t\t"a": "b",\r\n\t\t"agents:build": "agents build"\r\n\t}\r\n}`,
    );
  });

  it("begins a scripts object where there is none", () => {
    expect(add(`{\n  "name": "x",\n  "deep": { "scripts": {} }\n}\n`)).toBe(
      `{\n  "name": "x",\n  "deep": { "scripts": {} },\n  "scripts": {\n    "agents:build": "agents build"\n  }\n}\n`,
    );
    expect(JSON.parse(add("{}") ?? "")).toEqual({ scripts: { "agents:build": "agents build" } });
  });

  it("fills an empty one, and one on a single line", () => {
    expect(add(`{\n  "scripts": {}\n}`)).toBe(
      `{\n  "scripts": {\n    "agents:build": "agents build"\n  }\n}`,
    );
    expect(add(`{ "scripts": { "a": "b" } }`)).toBe(
      `{ "scripts": { "a": "b", "agents:build": "agents build" } }`,
    );
  });

  it("finds the scripts of the root, whatever else is called so", () => {
    const text = `{"a":{"scripts":{"x":"y"}},"b":["scripts",{"scripts":1}],"scripts":{"c":"d"}}`;
    expect(JSON.parse(add(text) ?? "")).toMatchObject({
      a: { scripts: { x: "y" } },
      scripts: { c: "d", "agents:build": "agents build" },
    });
  });

  it("does nothing where the script is there", () => {
    expect(add(`{ "scripts": { "agents:build": "mine" } }`)).toBeUndefined();
  });
});

describe("making a package.json one of ES modules", () => {
  it.each([
    [`{}`, { type: "module" }],
    [
      `{ "name": "type", "type": "commonjs", "a": { "type": "x" } }`,
      { name: "type", type: "module", a: { type: "x" } },
    ],
    [
      `{ "a": { "type": "x" }, "b": ["type", "y"] }`,
      { type: "module", a: { type: "x" }, b: ["type", "y"] },
    ],
    [`{ "c": "\\"type\\": ", "type"\n:\t"commonjs" }`, { c: '"type": ', type: "module" }],
  ])("%s", (text, expected) => {
    expect(JSON.parse(makeModule(text) ?? "")).toEqual(expected);
  });

  it("leaves every other byte as it was", () => {
    const text = `{\r\n\t"name": "x",\r\n\t"type": "commonjs",\r\n\t"main": "index.js"\r\n}\r\n`;
    expect(makeModule(text)).toBe(text.replace("commonjs", "module"));
    expect(makeModule(`{\n  "name": "x"\n}\n`)).toBe(`{\n  "name": "x",\n  "type": "module"\n}\n`);
  });

  it("does nothing where it is one, or says something else than text", () => {
    expect(makeModule(`{ "type": "module" }`)).toBeUndefined();
    expect(makeModule(`{ "type": 5 }`)).toBeUndefined();
  });
});
