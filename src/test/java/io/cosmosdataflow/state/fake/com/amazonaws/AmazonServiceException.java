package io.cosmosdataflow.state.fake.com.amazonaws;

/** As the client of S3 throws it, in a package of a vendor. */
public final class AmazonServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    public AmazonServiceException(int status) {
        super("status " + status);
        this.status = status;
    }

    public int getStatusCode() {
        return status;
    }
}
