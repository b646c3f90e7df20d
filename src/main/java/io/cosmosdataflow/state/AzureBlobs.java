package io.cosmosdataflow.state;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Blobs of Azure Storage, through the client that the {@code wasb} file system of Hadoop has, with the credentials
 * that are set for it. The file system itself looks first and writes then, under another name that it copies from;
 * "Put Blob" with {@code If-None-Match: *} is answered 409 if there is a blob (Azure Storage, "Specifying conditional
 * headers for Blob service operations").
 */
final class AzureBlobs implements ConditionalPut {

    static final String FILE_SYSTEM = "org.apache.hadoop.fs.azure.NativeAzureFileSystem";

    private static final String EXCEPTION = "com.microsoft.azure.storage.StorageException";
    private static final String UPLOAD = "uploadFromByteArray";
    private static final int CONDITION = 3;
    private static final int EXISTS = 409;
    private static final int CONDITION_NOT_MET = 412;
    private static final int NO_CONTAINER = 404;

    private final FileSystem files;
    private final Object container;

    private AzureBlobs(FileSystem files, Object container) {
        this.files = files;
        this.container = container;
    }

    static AzureBlobs of(FileSystem files) throws IOException {
        return new AzureBlobs(files, ByName.field(ByName.call(files, "getStore"), "container"));
    }

    @Override
    public boolean putIfAbsent(Path path, byte[] bytes) throws IOException {
        try {
            put(path, bytes, "generateIfNotExistsCondition");
            return true;
        } catch (IOException e) {
            int status = ByName.status(e, EXCEPTION, "getHttpStatusCode");
            if (status == EXISTS || status == CONDITION_NOT_MET) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void put(Path path, byte[] bytes) throws IOException {
        put(path, bytes, "generateEmptyCondition");
    }

    private void put(Path path, byte[] bytes, String condition) throws IOException {
        try {
            upload(path, bytes, condition);
        } catch (IOException e) {
            if (ByName.status(e, EXCEPTION, "getHttpStatusCode") != NO_CONTAINER) {
                throw e;
            }
            // The file system makes a container that is missing when it first writes.
            files.mkdirs(path.getParent());
            upload(path, bytes, condition);
        }
    }

    private void upload(Path path, byte[] bytes, String condition) throws IOException {
        Object key = ByName.call(files, "pathToKey", files.makeQualified(path));
        Object blob = ByName.call(ByName.call(container, "getBlockBlobReference", key), "getBlob");
        Method upload = Arrays.stream(blob.getClass().getMethods())
                .filter(each -> each.getName().equals(UPLOAD) && each.getParameterCount() == 6)
                .findFirst()
                .orElseThrow(() -> new IOException("this release of the Azure client has no " + UPLOAD));
        Object when = ByName.call(upload.getParameterTypes()[CONDITION], condition);
        ByName.call(blob, UPLOAD, bytes, 0, bytes.length, when, null, null);
    }
}
