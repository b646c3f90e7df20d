package io.cosmosdataflow.state.fake.org.apache.hadoop.fs.s3a;

import io.cosmosdataflow.state.fake.com.amazonaws.AmazonServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * {@code fakes3:///} on local files, with what S3A of Hadoop 3.3 lets others use of its client, in a package of a
 * vendor. The store has conditional puts, or leaves the condition out, or answers as the settings say.
 */
public final class S3AFileSystem extends RawLocalFileSystem {

    /** The store does not know the condition. */
    public static final String OVERWRITES = "fakes3.overwrites";

    /** So many puts are answered 409 first. */
    public static final String CONFLICTS = "fakes3.conflicts";

    /** The answer to a put is lost, and the client sends it again. */
    public static final String SENT_TWICE = "fakes3.sent.twice";

    private int conflicts;

    @Override
    public URI getUri() {
        return URI.create("fakes3:///");
    }

    @Override
    public String getScheme() {
        return "fakes3";
    }

    public Client getAmazonS3ClientForTesting(String reason) {
        return new Client();
    }

    public Requests getRequestFactory() {
        return new Requests();
    }

    public String pathToKey(Path path) {
        return path.toUri().getPath();
    }

    /** Makes requests. */
    public static final class Requests {
        public Metadata newObjectMetadata(long length) {
            return new Metadata(length);
        }

        public Put newPutObjectRequest(String key, Metadata metadata, InputStream content) {
            return new Put(key, metadata, content, new HashMap<>());
        }
    }

    /** Of an object. */
    public record Metadata(long length) {}

    /** A request. */
    public record Put(String key, Metadata metadata, InputStream content, Map<String, String> headers) {
        public String putCustomRequestHeader(String name, String value) {
            return headers.put(name, value);
        }
    }

    /** Sends requests. */
    public final class Client {
        public String putObject(Put put) {
            boolean ifAbsent =
                    "*".equals(put.headers.get("If-None-Match")) && !getConf().getBoolean(OVERWRITES, false);
            if (conflicts++ < getConf().getInt(CONFLICTS, 0)) {
                throw new AmazonServiceException(409);
            }
            try {
                java.nio.file.Path target = java.nio.file.Path.of(put.key);
                Files.createDirectories(target.getParent());
                java.nio.file.Path whole = target.resolveSibling(".whole." + UUID.randomUUID());
                Files.write(whole, put.content.readAllBytes());
                if (!ifAbsent) {
                    Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
                    return "etag";
                }
                try {
                    Files.createLink(target, whole);
                } catch (java.nio.file.FileAlreadyExistsException e) {
                    throw new AmazonServiceException(412);
                } finally {
                    Files.delete(whole);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (getConf().getBoolean(SENT_TWICE, false)) {
                throw new AmazonServiceException(412);
            }
            return "etag";
        }
    }
}
