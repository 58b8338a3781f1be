// Runs in the page or in a worker, beside our own client: does what a test asks and says how it ended.

async function fileOf({ url, name, type }) {
  return new File([await (await fetch(url)).blob()], name, { type });
}

/** The same order, carried out in a worker. */
function driveWorker(order) {
  const worker = new Worker('worker.js');
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

globalThis.drive = async ({ isInWorker, ...order }) => {
  if (isInWorker) return driveWorker(order);
  const { apiKey, apiUrl, security, action, files = [], options = {}, upload = {}, ...rest } = order;
  const client = globalThis.ours.init(apiKey, { apiUrl, ...(security && { security }) });
  const inputs = await Promise.all(files.map(fileOf));
  const uploadOptions = {
    maxConcurrentUploads: rest.atOnce ?? 3,
    ...(rest.tags && { tags: rest.tags }),
    ...upload,
  };
  const actions = {
    upload: async () => [await client.upload(inputs[0], uploadOptions, options)],
    multiupload: () => Promise.all(inputs.map((file) => client.upload(file, uploadOptions, options))),
    storeUrl: async () => [
      await client.storeURL(rest.sourceUrl, options, rest.tags, { headers: rest.headers }),
    ],
    metadata: async () => [await client.metadata(rest.handle, { size: true, filename: true })],
    remove: async () => [{ status: String(await client.remove(rest.handle)) }],
  };
  try {
    return { isOk: true, files: await actions[action](), errors: [] };
  } catch (failure) {
    return {
      isOk: false,
      files: [],
      errors: [`${failure.code} ${failure.details?.step} ${failure.message}`],
    };
  }
};
