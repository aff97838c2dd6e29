/**
 * `npm run build`: writes `dist`. Types come from tsc, a file for each module. The code is bundled
 * into a file for each entry and the chunks that they share: loading a hundred small modules took
 * 33 ms of every application's start, the bundle takes 6.
 *
 * What an earlier build left is removed last, so that a process that runs from `dist` meanwhile finds
 * what it needs.
 */
import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

interface PackageJson {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  readonly engines: { readonly node: string };
}

const { bin, exports, engines } = JSON.parse(
  readFileSync(`${root}/package.json`, "utf8"),
) as PackageJson;

/** What package.json names: what an application loads, and what only a build does. */
const application = ["./dist/index.js", "./dist/runtime/index.js"];
const all = [
  ...Object.values(bin),
  // Run as a thread, and loaded by webpack and Rspack, by their paths.
  "./dist/compiler/watch/worker.js",
  "./dist/bundler/webpack-loader.js",
  ...Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [] : entry.default)),
];

/** Which compiler this is, by all that it is made from: what it keeps of a project is of no use to another. */
const buildId = hash(
  "sha256",
  ["package.json", ...globSync("src/**/*.{ts,js,json}", { cwd: root }).sort()]
    .map((file) => `${file}\n${readFileSync(resolve(root, file), "utf8")}`)
    .join("\n"),
);

/** Modules of the SDKs that have no part in the head of a request. */
const unused =
  /\/node_modules\/(?:openai|@anthropic-ai\/sdk)\/(?:resources\/|lib\/|core\/(?:uploads|streaming|pagination)\.|internal\/(?:uploads|decoders\/|auth\/x509-(?:workload|transport))|auth\/workload)/;

const settings = {
  bundle: true,
  platform: "node",
  target: `node${/\d+\.\d+/.exec(engines.node)?.[0]}`,
  define: { troupeBuildId: JSON.stringify(buildId) },
  logLevel: "warning",
  metafile: true,
} as const;

// Apart from each other, so that an application's share is not cut up by what the command has in common with it.
const ofApplication = await bundle(application, "application");
const others = all.filter((file) => !application.includes(file));
const ofOthers = await bundle(others, "chunks");
const code = [
  ...Object.keys(ofApplication),
  await joinShare(ofApplication),
  ...Object.keys(ofOthers),
];
const written = new Set([
  ...declare(),
  ...code.map((file) => resolve(root, file)),
  ...(await bundleToRequire()),
]);
for (const file of globSync("dist/**/*.{js,cjs,ts}", { cwd: root })) {
  if (!written.has(resolve(root, file))) rmSync(resolve(root, file));
}

/** Writes the types, those that were written by hand too; returns the files. */
function declare(): string[] {
  const output = execFileSync(
    process.execPath,
    [tsc, "-p", "tsconfig.build.json", "--listEmittedFiles"],
    { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const byHand = globSync("src/**/*.d.ts", { cwd: root }).map((file) => {
    const copy = resolve(root, file.replace("src", "dist"));
    copyFileSync(resolve(root, file), copy);
    return copy;
  });
  return [
    ...output.split("\n").flatMap((line) => /^TSFILE: +(.+)$/.exec(line)?.[1] ?? []),
    ...byHand,
  ];
}

/**
 * Writes what an application loads as CommonJS, for what can `require` no ES module: Jest. Node itself takes
 * the ES modules either way (`module-sync`), so no process has both. One file for the two entries that
 * share their state; returns the files.
 */
async function bundleToRequire(): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `export * as index from "./src/index.ts"; export * as runtime from "./src/runtime/index.ts";`,
      resolveDir: root,
    },
    outfile: "dist/require/troupe.cjs",
    // It is an ES module too.
    plugins: [narrowSdks(["eventsource-parser"])],
    format: "cjs",
    // Jest has no `import()` where it requires.
    supported: { "dynamic-import": false },
    // Nobody reads it, and all of it is in the package once more.
    minifySyntax: true,
    minifyWhitespace: true,
    ...settings,
  });
  const entries = ["index", "runtime"].map((name) => {
    const file = resolve(root, `dist/require/${name}.cjs`);
    writeFileSync(file, `module.exports = require("./troupe.cjs").${name};\n`);
    return file;
  });
  // Apart, because it loads Zod, and it shares no state.
  await build({
    absWorkingDir: root,
    entryPoints: ["src/json-schema/index.ts"],
    outfile: "dist/require/json-schema.cjs",
    packages: "external",
    format: "cjs",
    ...settings,
  });
  return [
    ...Object.keys(metafile.outputs).map((file) => resolve(root, file)),
    ...entries,
    resolve(root, "dist/require/json-schema.cjs"),
  ];
}

/** Writes the code of some entries, and what they share into a folder; returns what esbuild says of the files. */
async function bundle(files: readonly string[], folder: string): Promise<Metafile["outputs"]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => file.replace("./dist/", "src/").replace(/\.js$/, ".ts")),
    outdir: "dist",
    outbase: "src",
    chunkNames: `${folder}/[name]-[hash]`,
    splitting: true,
    plugins: [narrowSdks([])],
    format: "esm",
    ...settings,
  });
  return metafile.outputs;
}

/**
 * Puts all that an application loads with its import into one file. esbuild cuts that up by what of it the
 * parts share that are loaded later, into twenty files, and to load these takes longer than to run them.
 * In their places are files that give on what the one has; returns it.
 */
async function joinShare(outputs: Metafile["outputs"]): Promise<string> {
  const share = findShare(outputs);
  const from = (file: string, other: string) => {
    const way = relative(dirname(file), other).replaceAll("\\", "/");
    return JSON.stringify(way.startsWith(".") ? way : `./${way}`);
  };
  const namesOf = (file: string) => outputs[file]?.exports ?? [];
  const parts = share.map((file, index) => {
    const names = namesOf(file).map((name) => `${name} as ${name}_${index}`);
    return `export { ${names.join(", ")} } from ${from("dist/x", file)};`;
  });
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: parts.join("\n"), resolveDir: resolve(root, "dist") },
    outdir: "dist/application",
    entryNames: "share-[hash]",
    packages: "external",
    plugins: [leaveOthers(share)],
    format: "esm",
    ...settings,
    // That a file without an export of its own is not imported for what it does: none does anything.
    logLevel: "error",
  });
  const [joined = ""] = Object.keys(metafile.outputs);
  for (const [index, file] of share.entries()) {
    const names = namesOf(file).map((name) => `${name}_${index} as ${name}`);
    writeFileSync(
      resolve(root, file),
      `export { ${names.join(", ")} } from ${from(file, joined)};\n`,
    );
  }
  return joined;
}

/** The files that the entries load at once, the entries themselves included. */
function findShare(outputs: Metafile["outputs"]): string[] {
  const share = new Set(application.map((file) => file.replace("./", "")));
  for (const file of share) {
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === "import-statement" && external !== true) share.add(path);
    }
  }
  return [...share];
}

/** Leaves imports of all but some files as they are. All of these are in `dist/application`. */
function leaveOthers(share: readonly string[]): Plugin {
  const files = new Set(share.map((file) => resolve(root, file)));
  return {
    name: "leave-others",
    setup(bundler) {
      bundler.onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
        files.has(resolve(resolveDir, path))
          ? undefined
          : { path: `./${basename(path)}`, external: true },
      );
    },
  };
}

/**
 * Bundles the clients of the SDKs, and the packages that are named, and leaves every other one where it is. A client makes the head of
 * a request: the URL, the authentication, the headers. Loading a whole SDK, some hundred modules, took
 * 250 ms of CPU time and 17 MB before the first request.
 *
 * What a client has besides (an object for each API, streams, uploads, credentials that are not a key,
 * and so on) is left out: constructors make empty objects, questions are answered with no, and any other
 * call throws. `test/package/sdk-heads.test.ts` compares the heads with those of the whole SDKs.
 */
function narrowSdks(taken: readonly string[]): Plugin {
  const sdks = /^(?:openai|@anthropic-ai\/sdk)$/;
  /** Marks what the plugin itself has esbuild resolve. */
  const asked = Symbol("asked");
  return {
    name: "narrow-sdks",
    setup(bundler) {
      bundler.onResolve({ filter: /^[^.]/ }, ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === asked || kind === "entry-point") return undefined;
        const isSdk = sdks.test(path);
        const isOfSdk = importer.includes("/node_modules/") && !path.startsWith("node:");
        if (!isSdk && !isOfSdk && !taken.includes(path)) return { path, external: true };
        const wanted = isSdk ? `${path}/client` : path;
        return bundler.resolve(wanted, { kind, importer, resolveDir, pluginData: asked });
      });
      bundler.onLoad({ filter: unused }, async ({ path }) => {
        const names = Object.keys((await import(pathToFileURL(path).href)) as object);
        return { contents: toStub(path, names), loader: "js" };
      });
    },
  };
}

/** A module that exports the same names. */
function toStub(path: string, names: readonly string[]): string {
  const stubs = names.map((name) => `${/^is[A-Z]/.test(name) ? "no" : "absent"} as ${name}`);
  return `
    function no() { return false; }
    function absent() {
      if (!new.target) throw new Error("${basename(path)} of the SDK is not part of the package");
    }
    export { ${stubs.join(", ")} };`;
}
