package io.cosmosdataflow.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Objects of S3, through the client that S3A of Hadoop 3.3 has: the SDK of version 1 knows no conditional put, and
 * sends headers that it is given, which are signed like its own. The request is S3A's, with the encryption and the
 * rights that are set for it.
 *
 * <p>S3 answers 412 to a put with {@code If-None-Match: *} if there is an object, and 409 if another put is on its way
 * (Amazon S3 user guide, "How to prevent object overwrites with conditional writes"). Stores that speak S3 and do not
 * know the header overwrite; that is for the caller to find out.
 */
final class S3Objects implements ConditionalPut {

    static final String FILE_SYSTEM = "org.apache.hadoop.fs.s3a.S3AFileSystem";

    private static final String EXCEPTION = "com.amazonaws.AmazonServiceException";
    private static final int EXISTS = 412;
    private static final int CONFLICT = 409;
    private static final int MOST_ATTEMPTS = 8;
    private static final long MILLISECONDS_BETWEEN = 50;

    private final FileSystem files;
    private final Object client;
    private final Object requests;

    private S3Objects(FileSystem files, Object client, Object requests) {
        this.files = files;
        this.client = client;
        this.requests = requests;
    }

    static S3Objects of(FileSystem files) throws IOException {
        return new S3Objects(
                files,
                ByName.call(files, "getAmazonS3ClientForTesting", "conditional put"),
                ByName.call(files, "getRequestFactory"));
    }

    @Override
    public boolean putIfAbsent(Path path, byte[] bytes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                put(path, bytes, true);
                return true;
            } catch (IOException e) {
                int status = ByName.status(e, EXCEPTION, "getStatusCode");
                if (status == EXISTS) {
                    return false;
                }
                if (status != CONFLICT || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    @Override
    public void put(Path path, byte[] bytes) throws IOException {
        put(path, bytes, false);
    }

    private void put(Path path, byte[] bytes, boolean ifAbsent) throws IOException {
        Object key = ByName.call(files, "pathToKey", files.makeQualified(path));
        Object metadata = ByName.call(requests, "newObjectMetadata", (long) bytes.length);
        InputStream content = new ByteArrayInputStream(bytes);
        Object request = ByName.call(requests, "newPutObjectRequest", key, metadata, content);
        if (ifAbsent) {
            ByName.call(request, "putCustomRequestHeader", "If-None-Match", "*");
        }
        ByName.call(client, "putObject", request);
    }

    private static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(MILLISECONDS_BETWEEN * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
