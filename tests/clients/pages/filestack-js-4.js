// Runs in the page, beside filestack-js 4.3.8's own bundle: does what a test asks and says how it ended.

/** A File of the library is an instance with getters: JSON would lose them. */
const describe = (file) => ({
  ...file,
  name: file.name,
  size: file.size,
  mimetype: file.mimetype,
});

async function fileOf({ url, name, type }) {
  return new File([await (await fetch(url)).blob()], name, { type });
}

globalThis.drive = async ({ apiKey, apiUrl, security, action, files = [], options = {}, ...rest }) => {
  const client = globalThis.filestack.init(apiKey, { forwardErrors: false, ...(security && { security }) });
  // Replaced and not edited: all clients of a page share the object (PROTOCOL.md 1.7).
  client.session.urls = {
    ...client.session.urls,
    uploadApiUrl: apiUrl,
    processUrl: apiUrl,
    fileApiUrl: `${apiUrl}/api/file`,
  };
  const errors = [];
  client.on('upload.error', (error) =>
    errors.push(`${error.message} ${JSON.stringify(error.details?.data ?? '')}`),
  );
  const inputs = await Promise.all(files.map(fileOf));
  const upload = {
    concurrency: rest.atOnce ?? 3,
    progressInterval: 100,
    ...(rest.tags && { tags: rest.tags }),
    ...rest.upload,
    ...(rest.intelligent && { intelligent: rest.intelligent }),
  };
  const actions = {
    upload: async () => [describe(await client.upload(inputs[0], upload, options))],
    multiupload: async () => (await client.multiupload(inputs, upload, options)).map(describe),
    storeUrl: async () => [
      await client.storeURL(rest.sourceUrl, options, undefined, undefined, rest.tags, rest.headers),
    ],
    metadata: async () => [await client.metadata(rest.handle, { size: true, filename: true }, security)],
    remove: async () => [{ status: String((await client.remove(rest.handle, security)) !== undefined) }],
  };
  try {
    return { isOk: true, files: await actions[action](), errors };
  } catch (failure) {
    // upload() rejects with a File that says Failed, the other calls with an Error.
    const reason = failure instanceof Error ? failure.message : `status ${failure?.status}`;
    return { isOk: false, files: [], errors: [...errors, reason] };
  }
};
