package io.cosmosdataflow.definition.cosmos;

/**
 * How an account is reached, by the property {@code connectionMode} of its linked service.
 *
 * <p>Sources: Microsoft Learn, REST reference of linked services, {@code CosmosDbConnectionMode}; Azure Cosmos DB SQL SDK
 * connectivity modes.
 */
public enum ConnectionMode {
    /** What suits the account's place: {@link #Direct}, or {@link #Gateway} to this machine. */
    Usual,
    /** All requests by HTTPS, to port 443 in Azure. */
    Gateway,
    /** Documents by TCP with TLS, at ports 10000 to 20000 in Azure; the rest by HTTPS. */
    Direct
}
