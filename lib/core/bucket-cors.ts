/**
 * CORS rules of a bucket that pages and extensions send parts to and read files from, as `aws s3api put-bucket-cors`
 * takes them. Without `ExposeHeaders` a browser hides the ETag of a stored part.
 */
export const bucketCors = {
  CORSRules: [
    {
      AllowedOrigins: ['*'],
      AllowedMethods: ['GET', 'HEAD', 'PUT'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 3000,
    },
  ],
} as const;
