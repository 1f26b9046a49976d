/**
 * How hls.js is set to show the first picture soon: slices are decoded while they come, and the first is asked for before
 * the media element is ready. Measured by B9 against its own settings.
 */
export const playlistSettings = { progressive: true, startFragPrefetch: true } as const;
