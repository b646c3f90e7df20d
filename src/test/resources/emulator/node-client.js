// Steps of the Node client against the embedded Cosmos DB: endpoint, key and a database name as arguments.
const assert = require('node:assert');
const { CosmosClient, ChangeFeedStartFrom } = require('@azure/cosmos');

const [endpoint, key, databaseId] = process.argv.slice(2);
let steps = 0;

async function step(name, action, expected) {
  const actual = await action();
  assert.deepStrictEqual(actual, expected, name);
  steps++;
}

async function all(iterator) {
  return (await iterator.fetchAll()).resources;
}

async function changes(container) {
  const iterator = container.items.getChangeFeedIterator({
    changeFeedStartFrom: ChangeFeedStartFrom.Beginning(),
    maxItemCount: 10,
  });
  let count = 0;
  for await (const page of iterator.getAsyncIterator()) {
    if (page.statusCode === 304) {
      break;
    }
    count += page.result.length;
  }
  return count;
}

async function main() {
  const client = new CosmosClient({ endpoint, key });
  const { database } = await client.databases.createIfNotExists({ id: databaseId });
  const { container } = await database.containers.createIfNotExists({
    id: 'items of é',
    partitionKey: { paths: ['/pk'], version: 2 },
    throughput: 400,
  });
  for (let i = 0; i < 30; i++) {
    await container.items.create({ id: 'i' + i, pk: 'p' + (i % 5), n: i });
  }
  const third = container.item('i3', 'p3');
  await step('read', async () => (await third.read()).resource.n, 3);
  await step('upsert', async () => (await container.items.upsert({ id: 'i3', pk: 'p3', n: 33 })).statusCode, 200);
  await step('patch', async () => (await third.patch([{ op: 'incr', path: '/n', value: 1 }])).resource.n, 34);
  await step('filter', async () => (await all(container.items.query('SELECT * FROM c WHERE c.n < 10'))).length, 9);
  await step(
    'order',
    async () => (await all(container.items.query('SELECT TOP 3 c.n FROM c ORDER BY c.n DESC'))).map((r) => r.n),
    [34, 29, 28],
  );
  await step('count', () => all(container.items.query('SELECT VALUE COUNT(1) FROM c')), [30]);
  await step(
    'group',
    async () => (await all(container.items.query('SELECT c.pk, COUNT(1) AS x FROM c GROUP BY c.pk'))).length,
    5,
  );
  await step('list', async () => (await all(container.items.readAll({ maxItemCount: 7 }))).length, 30);
  const creates = [];
  for (let i = 0; i < 50; i++) {
    creates.push({ operationType: 'Create', partitionKey: 'b' + i, resourceBody: { id: 'b' + i, pk: 'b' + i } });
  }
  await step('bulk', async () => (await container.items.bulk(creates)).filter((r) => r.statusCode === 201).length, 50);
  const batch = [
    { operationType: 'Create', resourceBody: { id: 't1', pk: 't' } },
    { operationType: 'Upsert', resourceBody: { id: 't2', pk: 't' } },
  ];
  await step('batch', async () => (await container.items.batch(batch, 't')).result.map((r) => r.statusCode), [201, 201]);
  await step('change feed', () => changes(container), 82);
  await step('offer', async () => (await container.readOffer()).resource.content.offerThroughput, 400);
  await step('delete', async () => (await third.delete()).statusCode, 204);
  await step('missing', async () => (await third.read()).statusCode, 404);
  await step('container', async () => (await container.delete()).statusCode, 204);
  await step('database', async () => (await database.delete()).statusCode, 204);
  console.log(steps + ' steps');
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
