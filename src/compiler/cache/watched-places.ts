import path from "node:path";
import type { InputPlaces } from "./input-places.js";
import type { BuildInputs } from "./inputs.js";

/** Where something has to happen before a build has anything to do. Absolute paths. */
export interface WatchedPlaces {
  /** What a build reads. */
  readonly files: readonly string[];
  /** Folders, without what is below them. They need not be there. */
  readonly folders: readonly string[];
  /** Folders with all that is below them, but for the output. */
  readonly trees: readonly string[];
  readonly output: string;
}

/**
 * The places to watch for changes of what a build reads. Folders too, because a file that is replaced,
 * as editors do it, is another file. Packages are left out: there are thousands of folders, and a watch
 * that was running while one was installed finds it with the next change.
 */
export function watchedPlaces(inputs: BuildInputs | InputPlaces): WatchedPlaces {
  const { trees, outskirts, output } = inputs;
  const files = placesOf(inputs.files).filter(isOfProject);
  const { tree: deep = [], folder: listed = [] } = Object.groupBy(
    placesOf(inputs.listed),
    (place) => (place.endsWith("/") ? "tree" : "folder"),
  );
  const around = [
    ...files.map((file) => path.dirname(file)),
    ...placesOf(inputs.folders),
    ...listed,
  ];
  const below = [
    ...placesOf(trees),
    ...deep.map((place) => path.resolve(place)),
    ...(outskirts.endings.length > 0 ? outskirts.folders : []),
  ];
  return {
    files,
    folders: [...new Set(around.filter(isOfProject))].sort(),
    trees: [...new Set(below.filter(isOfProject))].sort(),
    output,
  };
}

function isOfProject(place: string): boolean {
  return !/[\\/]node_modules(?:[\\/]|$)/.test(place);
}

function placesOf(places: readonly string[] | Readonly<Record<string, unknown>>) {
  return Array.isArray(places) ? (places as readonly string[]) : Object.keys(places);
}
