//! What keeps a finding, and what makes one new.
