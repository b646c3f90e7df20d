package io.cosmosdataflow.demand;

/** How documents stand in a text, in Data Factory's own words. */
public enum DocumentForm {
    singleDocument,
    documentPerLine,
    arrayOfDocuments
}
