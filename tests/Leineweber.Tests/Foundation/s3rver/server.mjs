// node server.mjs PORT FOLDER: an S3 server on a loopback port with two buckets; says "bereit" when it answers.
import S3rver from 's3rver';

const [port, directory] = process.argv.slice(2);
const server = new S3rver({ address: '127.0.0.1', port: Number(port), directory, silent: true, allowMismatchedSignatures: false, configureBuckets: [{ name: 'leineweber' }, { name: 'zweiter' }] });
await server.run();
console.log('bereit');
