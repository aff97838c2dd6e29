/** Placeholder of the staleness guard, which follows. */
export type Fresh = true;
