/** What the form shows of a storage profile. */
export type StorageChoice = {
  profileId: string;
  name: string;
  /** Provider and region in words. */
  place: string;
  bucket: string;
  /** Without a read-only key its files can be neither listed nor played here. */
  canRead: boolean;
};
