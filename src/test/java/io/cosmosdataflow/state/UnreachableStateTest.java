package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;

/** A state directory whose server is not there is an error before Hadoop asks it for minutes. */
class UnreachableStateTest {

    @Test
    void anAccountWhoseNameIsNotKnownIsSaidAtOnce() {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.wasbs.impl", RawLocalFileSystem.class.getName());
        StateDirectory state = new StateDirectory("wasbs://state@nosuch-account.blob.invalid/runs", hadoop);

        assertThatThrownBy(() -> state.runs(1))
                .hasMessageContaining("The state directory wasbs://state@nosuch-account.blob.invalid/runs cannot be"
                        + " reached: the name 'nosuch-account.blob.invalid' is not known")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }
}
