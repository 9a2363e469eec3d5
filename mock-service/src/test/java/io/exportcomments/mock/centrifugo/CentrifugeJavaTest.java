package io.exportcomments.mock.centrifugo;

/** Centrifugo's client for Java against the mock, in protobuf. */
class CentrifugeJavaTest extends OfficialClientCases {

    CentrifugeJavaTest() {
        super(CentrifugeJava::new);
    }

    @Override
    boolean speaksProtobuf() {
        return true;
    }
}
