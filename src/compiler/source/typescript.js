// JavaScript, beside its types: ts-morph's `ts` is a namespace of types as well as a value, and no
// TypeScript that loads the value later can say both.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

export const tsMorph = () => load("ts-morph");

export const ts = loadTypeScript();

function loadTypeScript() {
  const loadBeside = createRequire(load.resolve("ts-morph"));
  try {
    return loadBeside("@ts-morph/common/dist/typescript.js");
  } catch (error) {
    // Another version may keep it elsewhere.
    if (error?.code !== "MODULE_NOT_FOUND") throw error;
    return tsMorph().ts;
  }
}
