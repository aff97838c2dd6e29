import path from "node:path";
import type { InputPlaces } from "./input-places.js";
import type { BuildInputs } from "./inputs.js";

/** The places where a change can make a build necessary. Absolute paths. */
export interface WatchedPlaces {
  /** What a build reads. */
  readonly files: readonly string[];
  /** Folders without their subfolders. They may not exist. */
  readonly folders: readonly string[];
  /** Folders with all subfolders, except the output. */
  readonly trees: readonly string[];
  readonly output: string;
}

/**
 * The places to watch for changes of a build's inputs. They include folders, because editors replace a file
 * by another one. Packages are left out, because they have thousands of folders; a watch notices an
 * installed package at the next change.
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
