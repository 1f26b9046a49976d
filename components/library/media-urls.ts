/** Addresses of the console's own routes; each part is encoded, folders stay folders. */
const encoded = (path: string) => path.split("/").map(encodeURIComponent).join("/");

/** A file in Agora's storage. */
export function libraryFileUrl(projectId: string, path: string): string {
  return `/api/library/media/${encodeURIComponent(projectId)}/${encoded(path)}`;
}

/** A file in the bucket of a storage profile. */
export function bucketFileUrl(projectId: string, profileId: string, key: string): string {
  return `/api/library/objects/${encodeURIComponent(projectId)}/${encodeURIComponent(profileId)}/${encoded(key)}`;
}

export const downloadUrl = (url: string) => `${url}?download=1`;
