/**
 * What it costs to import this repository's `generated/`, compiled, beside what an import of zod alone
 * and of other libraries costs. Whole processes, taking turns.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./measure/median.ts";

/** What one import cost, the median over the rounds; `over` is the median of what it cost more than zod. */
export interface ImportCost {
  readonly name: string;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly cpuOverZodMs: number;
  readonly wallOverZodMs: number;
}

interface Start {
  readonly cpuMs: number;
  readonly wallMs: number;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const packages = ["ai", "@mastra/core/agent", "@langchain/core/messages"];

export function measureImports(rounds: number): ImportCost[] {
  const folder = mkdtempSync(join(tmpdir(), "troupe-bench-"));
  try {
    const modules = writeModules(folder);
    const starts = new Map(modules.map(({ name }) => [name, [] as Start[]]));
    // The first round fills the file system's cache.
    for (let round = -1; round < rounds; round += 1) {
      for (const { name, file } of modules) {
        const one = start(file);
        if (round >= 0) starts.get(name)?.push(one);
      }
    }
    const zod = starts.get("zod") ?? [];
    return [...starts].map(([name, of]) => ({ name, ...costOf(of, zod) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function costOf(of: readonly Start[], zod: readonly Start[]): Omit<ImportCost, "name"> {
  const over = (figure: keyof Start): number =>
    median(of.map((one, round) => one[figure] - (zod[round]?.[figure] ?? Number.NaN)));
  return {
    cpuMs: median(of.map(({ cpuMs }) => cpuMs)),
    wallMs: median(of.map(({ wallMs }) => wallMs)),
    cpuOverZodMs: over("cpuMs"),
    wallOverZodMs: over("wallMs"),
  };
}

function writeModules(folder: string): { readonly name: string; readonly file: string }[] {
  const write = (file: string, specifier: string): string => {
    const path = join(folder, file);
    writeFileSync(
      path,
      `${specifier === "" ? "" : `import ${JSON.stringify(specifier)};\n`}${report}`,
    );
    return path;
  };
  compileGenerated(folder);
  const own = [
    { name: "nothing", file: write("nothing.mjs", "") },
    { name: "zod", file: write("zod.mjs", "zod") },
    { name: "generated/", file: write("generated.mjs", "./app/generated/index.js") },
  ];
  // These are the benchmarks' dependencies, with the zod that they find there.
  const others = packages
    .filter((name) => existsSync(`${here}node_modules/${packageOf(name)}`))
    .map((name, n) => ({
      name,
      file: write(`other-${n}.mjs`, import.meta.resolve(name)),
    }));
  return [...own, ...others];
}

/** The last thing that a module does: tells its process's CPU time, since the start of the process. */
const report =
  "const { user, system } = process.cpuUsage();\nconsole.log((user + system) / 1000);\n";

/** Compiles `generated/` and the agents as an application's build does, beside links to its packages. */
function compileGenerated(folder: string): void {
  const tsconfig = join(folder, "tsconfig.json");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/troupe"));
  symlinkSync(join(root, "node_modules/zod"), join(folder, "node_modules/zod"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        // So that `troupe` is the built package, as in an application, and not its source.
        paths: {},
        rootDir: root,
        outDir: join(folder, "app"),
        typeRoots: [join(root, "node_modules/@types")],
      },
      include: [join(root, "generated"), join(root, "agents"), join(root, "agents.config.ts")],
    }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", tsconfig], { stdio: "inherit" });
}

function start(file: string): Start {
  const from = performance.now();
  const output = execFileSync(process.execPath, [file], { stdio: ["ignore", "pipe", "ignore"] });
  return { wallMs: performance.now() - from, cpuMs: Number(output.toString()) };
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
