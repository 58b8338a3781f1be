// The set-up step (scripts/setup) finds or fetches a browser and says so; an install must never fail for want of one.
module.exports = { skipDownload: true };
