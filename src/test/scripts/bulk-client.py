# Upserts the lines of a file of JSON documents by the asynchronous client of azure-cosmos, 100 at a time: endpoint, key,
# database, file, certificate.
import asyncio
import json
import sys

from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient

AT_A_TIME = 100


async def main(endpoint, key, name, file, certificate):
    client = CosmosClient(endpoint, key, connection_verify=certificate, enable_endpoint_discovery=False)
    async with client:
        database = await client.create_database_if_not_exists(name)
        container = await database.create_container_if_not_exists('python', PartitionKey('/id'))
        with open(file, encoding='utf-8') as lines:
            documents = iter([json.loads(line) for line in lines])
        written = 0

        async def worker():
            nonlocal written
            for document in documents:
                await container.upsert_item(document)
                written += 1

        await asyncio.gather(*[worker() for _ in range(AT_A_TIME)])
        print(written)


asyncio.run(main(*sys.argv[1:]))
