/** Heights of the timeline's lanes, in pixels from its top. */
export const lanes = {
  ruler: { top: 0, height: 26 },
  recordings: { top: 32, height: 30 },
  items: { top: 68, height: 18 },
  height: 94,
} as const;
