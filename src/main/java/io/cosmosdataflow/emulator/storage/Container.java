package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.partition.KeyRange;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container: its definition, its physical partitions, and the operations on its items. */
public final class Container {

    private static final int SEED_BATCH = 1000;

    private final String databaseId;
    private final byte[] rid;
    private final String ridText;
    private final KeyDefinition definition;
    private final UniqueKeys uniqueKeys;
    /** In the order of their ranges. */
    private volatile List<Partition> partitions;

    private int partitionsEver;
    private int splits;
    private final Journal journal;
    private final byte[] selfPrefix;
    private volatile ObjectNode body;
    private volatile int timeToLive;

    Container(String databaseId, byte[] rid, ObjectNode body, int partitions, Journal journal) {
        this.databaseId = databaseId;
        this.rid = rid;
        this.ridText = Rid.text(rid);
        this.body = body;
        this.definition = KeyDefinition.parse(body.get("partitionKey"));
        this.uniqueKeys = UniqueKeys.parse(body.path("uniqueKeyPolicy"));
        this.timeToLive = readTimeToLive(body);
        this.journal = journal;
        this.selfPrefix = new Bytes(64)
                .ascii("\",\"_self\":\"")
                .ascii(body.get("_self").textValue())
                .ascii("docs/")
                .copy();
        List<Partition> parts = new ArrayList<>();
        for (KeyRange range : KeyRange.split(definition, partitions)) {
            parts.add(new Partition(parts.size(), range));
        }
        this.partitions = List.copyOf(parts);
        this.partitionsEver = partitions;
    }

    /**
     * Splits a physical partition in two, as the service does when one is full or throughput is raised. Requests that
     * name the old one are answered 410 from then on.
     *
     * @throws UnsupportedOperationException for a container whose documents are kept in files, and where {@link
     *     KeyRange#halves} does
     */
    public synchronized void split(Partition parent) {
        if (journal.isKept()) {
            throw new UnsupportedOperationException("only containers in memory can be split");
        }
        parent.lock().lock();
        try {
            if (!parent.isGone()) {
                List<Partition> parts = new ArrayList<>(partitions);
                int place = parts.indexOf(parent);
                parts.remove(place);
                parts.addAll(place, parent.split(partitionsEver, ++splits, uniqueKeys));
                partitionsEver += 2;
                partitions = List.copyOf(parts);
            }
        } finally {
            parent.lock().unlock();
        }
    }

    private static int readTimeToLive(JsonNode body) {
        return body.path("defaultTtl").isInt() ? body.get("defaultTtl").intValue() : DocumentBody.NO_TTL;
    }

    public String id() {
        return body.get("id").textValue();
    }

    public String databaseId() {
        return databaseId;
    }

    public String rid() {
        return ridText;
    }

    /** The path by names, without a slash at either end. */
    public String link() {
        return "dbs/" + databaseId + "/colls/" + id();
    }

    /** The container's JSON; not to be changed. */
    public ObjectNode body() {
        return body;
    }

    public KeyDefinition definition() {
        return definition;
    }

    public List<Partition> partitions() {
        return partitions;
    }

    /** The resource id of a physical partition, as clients list them. */
    public String rangeRid(Partition partition) {
        return Rid.range(rid, partition.index());
    }

    UniqueKeys uniqueKeys() {
        return uniqueKeys;
    }

    Journal journal() {
        return journal;
    }

    int timeToLive() {
        return timeToLive;
    }

    void change(ObjectNode newBody) {
        timeToLive = readTimeToLive(newBody);
        body = newBody;
    }

    public Partition partitionOf(String effective) {
        for (Partition partition : partitions) {
            if (partition.range().contains(effective)) {
                return partition;
            }
        }
        throw new IllegalStateException("no range holds " + effective);
    }

    /** An operation and the place that it goes to. */
    public record Target(Partition partition, ItemKey key, ItemOperation operation) {}

    /** Finds where an operation goes; 400 when the request's key and that of the document differ. */
    public Target target(ItemOperation operation) {
        PartitionKeyValue key = operation.key();
        String id = operation.id();
        String effective = null;
        if (operation.document() != null) {
            PartitionKeyValue own = operation.document().key();
            effective = definition.effective(own);
            if (key != null && !key.equals(own) && !definition.effective(key).equals(effective)) {
                throw ServiceError.of(
                        400,
                        ServiceError.PARTITION_KEY_MISMATCH,
                        "PartitionKey extracted from document doesn't match the one specified in the header. "
                                + "Learn more: https://aka.ms/CosmosDB/sql/errors/wrong-pk-value");
            }
            id = id == null ? operation.document().id() : id;
        } else if (key == null || !definition.isFull(key)) {
            throw ServiceError.badRequest("PartitionKey value must be supplied for this operation.");
        }
        effective = effective == null ? definition.effective(key) : effective;
        return new Target(partitionOf(effective), new ItemKey(effective, id), operation);
    }

    public ItemOutcome execute(Target target) {
        Partition partition = target.partition();
        partition.lock().lock();
        try {
            if (partition.isGone()) {
                return execute(target(target.operation()));
            }
            Transaction transaction = new Transaction(this, partition, false, Clock.seconds());
            ItemOutcome outcome = transaction.apply(target.key(), target.operation());
            transaction.commit();
            return outcome;
        } finally {
            partition.lock().unlock();
        }
    }

    /** Runs operations of one physical partition one by one: what fails leaves the others alone. */
    public List<ItemOutcome> executeEach(Partition partition, List<Target> targets) {
        List<ItemOutcome> outcomes = new ArrayList<>(targets.size());
        partition.lock().lock();
        try {
            requirePresent(partition);
            Transaction transaction = new Transaction(this, partition, false, Clock.seconds());
            for (Target target : targets) {
                outcomes.add(attempt(transaction, target));
            }
            transaction.commit();
            return outcomes;
        } finally {
            partition.lock().unlock();
        }
    }

    /** Runs operations of one logical partition all or none; the list ends with the first that failed. */
    public List<ItemOutcome> executeAll(Partition partition, List<Target> targets) {
        List<ItemOutcome> outcomes = new ArrayList<>(targets.size());
        partition.lock().lock();
        try {
            requirePresent(partition);
            Transaction transaction = new Transaction(this, partition, true, Clock.seconds());
            for (Target target : targets) {
                ItemOutcome outcome = attempt(transaction, target);
                outcomes.add(outcome);
                if (outcome.isError()) {
                    return outcomes;
                }
            }
            transaction.commit();
            return outcomes;
        } finally {
            partition.lock().unlock();
        }
    }

    private static void requirePresent(Partition partition) {
        if (partition.isGone()) {
            throw ServiceError.partitionGone();
        }
    }

    private static ItemOutcome attempt(Transaction transaction, Target target) {
        try {
            return transaction.apply(target.key(), target.operation());
        } catch (ServiceError e) {
            return ItemOutcome.failed(e);
        }
    }

    /** Upserts documents without HTTP; gives their number. */
    public long seed(Iterator<byte[]> documents) {
        long count = 0;
        Map<Partition, List<Target>> waiting = new LinkedHashMap<>();
        while (documents.hasNext()) {
            byte[] source = documents.next();
            DocumentBody text = DocumentBody.parse(source, 0, source.length, definition);
            Target target = target(new ItemOperation(ItemOperation.Kind.UPSERT, null, null, text, null, null, null));
            List<Target> batch = waiting.computeIfAbsent(target.partition(), p -> new ArrayList<>());
            batch.add(target);
            count++;
            if (batch.size() == SEED_BATCH) {
                flush(target.partition(), batch);
            }
        }
        waiting.forEach(this::flush);
        return count;
    }

    private void flush(Partition partition, List<Target> batch) {
        for (ItemOutcome outcome : executeEach(partition, batch)) {
            if (outcome.isError()) {
                throw outcome.error();
            }
        }
        batch.clear();
    }

    public Partition.Slice scan(Partition partition, long after, Partition.Limit limit, KeyRange within) {
        return partition.scan(after, limit, within, timeToLive, Clock.seconds());
    }

    /** @param since leaves out what was written before this second; 0 for none */
    public Partition.Slice changes(Partition partition, long after, Partition.Limit limit, KeyRange within, int since) {
        return partition.changes(after, limit, within, since, timeToLive, Clock.seconds());
    }

    public Partition.Usage usage(Partition partition) {
        return partition.usage(timeToLive, Clock.seconds());
    }

    /** Writes a document with its system properties at the end. */
    public void write(StoredDocument document, Bytes out) {
        openWith(document, out);
        out.write('}');
    }

    /** Writes a document as the change feed gives it, with its log sequence number. */
    public void writeChange(StoredDocument document, Bytes out) {
        openWith(document, out);
        out.ascii(",\"_lsn\":").number(document.lsn()).write('}');
    }

    public byte[] text(StoredDocument document) {
        Bytes out = new Bytes(document.size() + 256);
        write(document, out);
        return out.copy();
    }

    private void openWith(StoredDocument document, Bytes out) {
        String documentRid = Rid.document(rid, document.number());
        String etag = document.etag();
        out.add(document.open())
                .ascii(",\"_rid\":\"")
                .ascii(documentRid)
                .add(selfPrefix)
                .ascii(documentRid);
        out.ascii("/\",\"_etag\":\"\\\"").ascii(etag.substring(1, etag.length() - 1));
        out.ascii("\\\"\",\"_attachments\":\"attachments/\",\"_ts\":").number(document.seconds());
    }
}
