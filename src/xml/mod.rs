//! XML in and out: the only door to quick-xml.
