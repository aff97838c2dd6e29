import { describe, expect, test } from "vitest";
import { alsoMay, floors, longFiles, packages } from "./layers.js";
import { findKnots, folderOf, importsWithin, readFolderGraph } from "./folder-graph.js";
import { readSourceGraph, roomOf, type SourceModule } from "./source-graph.js";

const graph = readSourceGraph();
const byFile = new Map(graph.map((module) => [module.file, module]));

describe("the rooms of src", () => {
  test("there is something to look at, and every room has a floor", () => {
    expect(graph.length).toBeGreaterThan(80);
    const known = new Set(floors.flat());
    expect(
      [...new Set(graph.map(({ file }) => roomOf(file)))].filter((room) => !known.has(room)),
    ).toEqual([]);
  });

  test("every relative import means a file that is there", () => {
    const missing = graph.flatMap(({ file, imports }) =>
      imports.flatMap(({ target }) =>
        target && !byFile.has(target) ? [`${file} → ${target}`] : [],
      ),
    );
    expect(missing).toEqual([]);
  });

  test("a room imports lower floors only", () => {
    const floorOf = (room: string): number => floors.findIndex((floor) => floor.includes(room));
    const upward = graph.flatMap(({ file, imports }) =>
      imports.flatMap(({ target }) => {
        if (!target) return [];
        const [from, to] = [roomOf(file), roomOf(target)];
        const allowed = from === to || floorOf(to) < floorOf(from) || alsoMay[from]?.includes(to);
        return allowed ? [] : [`${file} → ${target}`];
      }),
    );
    expect(upward).toEqual([]);
  });

  test("no module imports itself, however long the way, types included", () => {
    expect(findCycles(graph)).toEqual([]);
  });

  test("no folder imports itself, however long the way, types included", () => {
    const folders = readFolderGraph(graph);
    expect(findKnots(folders).flatMap((knot) => importsWithin(knot, folders))).toEqual([]);
  });

  test("nothing imports an index", () => {
    const indexes = graph.flatMap(({ file, imports }) =>
      imports.flatMap(({ target }) =>
        target?.endsWith("index.ts") ? [`${file} → ${target}`] : [],
      ),
    );
    expect(indexes).toEqual([]);
  });

  test("a package is named only in its rooms, and loaded eagerly only where that is allowed", () => {
    const wrong = graph.flatMap(({ file, imports }) =>
      imports.flatMap(({ specifier, target, atRuntime, lazy }) => {
        if (target !== undefined || specifier.startsWith("node:")) return [];
        const name = specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/");
        const rule = packages[name];
        const within = (room: string): boolean => file.startsWith(`${room}/`);
        const eager = atRuntime && !lazy;
        const allowed = rule?.rooms.some(within) && (!eager || rule.eager?.some(within));
        return allowed ? [] : [`${file} → ${specifier}${eager ? " (eager)" : ""}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("what a browser may load needs no Node", () => {
    const browser = graph.filter(({ file }) =>
      /^(protocol|model|cache|reading|runtime|internal)\//.test(file),
    );
    const node = browser.flatMap(({ file, imports }) =>
      imports.flatMap(({ specifier }) =>
        specifier.startsWith("node:") ? [`${file} → ${specifier}`] : [],
      ),
    );
    expect(node).toEqual([]);
  });

  test("no file is longer than 300 lines without a reason", () => {
    const long = graph.filter(({ file, lines }) => lines > 300 && !(file in longFiles));
    expect(long.map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
    for (const file of Object.keys(longFiles)) expect(byFile.get(file)?.lines).toBeGreaterThan(300);
  });

  test("of the folders, half have no more than twelve files", () => {
    const sizes = Map.groupBy(graph, ({ file }) => folderOf(file));
    const sorted = [...sizes.values()].map(({ length }) => length).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(12);
  });
});

/** One way round for each knot of modules. */
function findCycles(modules: readonly SourceModule[]): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const begin = way.indexOf(file);
    if (begin >= 0) cycles.push([...way.slice(begin), file].join(" → "));
    if (begin >= 0 || done.has(file)) return;
    for (const { target } of byFile.get(file)?.imports ?? []) {
      if (target) visit(target, [...way, file]);
    }
    done.add(file);
  };
  for (const { file } of modules) visit(file, []);
  return cycles;
}
