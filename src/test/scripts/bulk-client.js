// Upserts the lines of a file of JSON documents by the bulk operations of @azure/cosmos: endpoint, key, database, file.
const fs = require('fs');
const { CosmosClient } = require('@azure/cosmos');

const AT_A_TIME = 5000;

async function main([endpoint, key, name, file]) {
  const client = new CosmosClient({ endpoint, key, connectionPolicy: { enableEndpointDiscovery: false } });
  const { database } = await client.databases.createIfNotExists({ id: name });
  const { container } = await database.containers.createIfNotExists({ id: 'node', partitionKey: { paths: ['/id'] } });
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  let written = 0;
  for (let from = 0; from < lines.length; from += AT_A_TIME) {
    const operations = lines.slice(from, from + AT_A_TIME).map((line) => {
      const resourceBody = JSON.parse(line);
      return { operationType: 'Upsert', partitionKey: resourceBody.id, resourceBody };
    });
    const results = await container.items.executeBulkOperations(operations);
    written += results.filter((each) => !each.error && each.response.statusCode < 300).length;
  }
  console.log(written);
}

main(process.argv.slice(2)).catch((e) => {
  console.error(e);
  process.exit(1);
});
