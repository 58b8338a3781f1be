import { S3Error } from '../s3-error.ts';

/**
 * Refuses a name against S3's bucket naming rules. What passes is also safe as a folder's name.
 * @throws S3Error InvalidBucketName
 */
export function checkBucketName(name: string): void {
  const isValid =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^[\d.]+$/.test(name);
  if (!isValid) throw new S3Error('InvalidBucketName', undefined, { BucketName: name.slice(0, 200) });
}
