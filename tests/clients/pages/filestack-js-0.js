// Runs in the page, beside filestack-js 0.5.2's own bundle: does what a test asks and says how it ended.

async function fileOf({ url, name, type }) {
  return new File([await (await fetch(url)).blob()], name, { type });
}

globalThis.drive = async ({ apiKey, apiUrl, security, action, files = [], options = {}, ...rest }) => {
  const client = globalThis.filestack.init(apiKey, security);
  const inputs = await Promise.all(files.map(fileOf));
  const retryOptions = { retries: 1, factor: 2, minTimeout: 100, maxTimeout: 1000 };
  const actions = {
    upload: async () => [await client.upload(inputs[0], { host: apiUrl, retryOptions }, options)],
    storeUrl: async () => [await client.storeURL(rest.sourceUrl, options)],
    metadata: async () => [await client.metadata(rest.handle, { size: true, filename: true })],
    remove: async () => [{ status: String((await client.remove(rest.handle)) !== undefined) }],
  };
  try {
    return { isOk: true, files: await actions[action](), errors: [] };
  } catch (failure) {
    return { isOk: false, files: [], errors: [failure instanceof Error ? failure.message : String(failure)] };
  }
};
