/** A number for a table: one decimal below 100, none from there on. */
export function count(value: number): string {
  if (Number.isNaN(value)) return "";
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A ratio for a table: two decimals below 10. */
export function times(value: number): string {
  if (Number.isNaN(value)) return "";
  return value < 10 ? value.toFixed(2) : count(value);
}
