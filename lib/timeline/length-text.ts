/** A length in its two largest units: `2 h 49 min`, `3 min 20 s`, `31 s`, `0.4 s`. */
export function lengthText(spanMs: number): string {
  if (spanMs < 1000) return `${(Math.max(0, spanMs) / 1000).toFixed(1)} s`;
  const seconds = Math.round(spanMs / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const units: [number, string][] = [
    [days, "d"],
    [hours, "h"],
    [minutes, "min"],
    [seconds % 60, "s"],
  ];
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : []))
    .join(" ");
}
