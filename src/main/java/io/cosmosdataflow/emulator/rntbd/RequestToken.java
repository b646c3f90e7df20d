package io.cosmosdataflow.emulator.rntbd;

/** Tokens of requests that mean something here; clients send more of them, and newer clients newer ones. */
enum RequestToken {
    RESOURCE_ID(0x00),
    AUTHORIZATION(0x01),
    PAYLOAD_PRESENT(0x02),
    DATE(0x03),
    PAGE_SIZE(0x04),
    SESSION_TOKEN(0x05),
    CONTINUATION(0x06),
    /** {@code If-None-Match} of reads, else {@code If-Match}. */
    MATCH(0x08),
    REPLICA_PATH(0x13),
    DATABASE(0x15),
    CONTAINER(0x16),
    DOCUMENT(0x17),
    STORED_PROCEDURE(0x1B),
    ENABLE_SCAN(0x1E),
    PARTITION_KEY(0x2B),
    PARTITION_KEY_RANGE_ID(0x2C),
    A_IM(0x3F),
    POPULATE_QUOTA_INFO(0x40),
    POPULATE_QUERY_METRICS(0x42),
    CONTINUATION_LIMIT(0x43),
    IF_MODIFIED_SINCE(0x47),
    TRANSPORT_REQUEST_ID(0x4D),
    START_EPK(0x62),
    END_EPK(0x63),
    READ_KEY_TYPE(0x64),
    BATCH_ATOMIC(0x73),
    BATCH_CONTINUE(0x74),
    BATCH_ORDERED(0x75),
    MINIMAL(0x82),
    INTENDED_CONTAINER(0x9D);

    private final int id;

    RequestToken(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }
}
