package io.cosmosdataflow.store.cosmos.read;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The reads that this driver has open, by ticket. Options of a DataSource show up in plans and logs; a ticket
 * may, an account key may not.
 */
final class OpenReads {

    record Read(DocumentsToRead documents, ReadMeter meter) {}

    private static final Map<String, Read> READS = new ConcurrentHashMap<>();

    private OpenReads() {}

    static String add(Read read) {
        String ticket = UUID.randomUUID().toString();
        READS.put(ticket, read);
        return ticket;
    }

    static Read get(String ticket) {
        Read read = READS.get(ticket);
        if (read == null) {
            throw new IllegalStateException("This source is closed, or was opened by another driver.");
        }
        return read;
    }

    static void remove(ReadMeter meter) {
        READS.values().removeIf(read -> read.meter() == meter);
        meter.ended();
    }
}
